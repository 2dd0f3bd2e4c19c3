import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun, run } from "../../host/command.ts";
import { PlatformError } from "../../model/errors.ts";
import type { Registry } from "../images/registry.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { findKindFor, type KindOnPath, kindOnPath, ownKindPath } from "./kind-binary.ts";
import { downloadKind } from "./kind-download.ts";
import { KIND_VERSION, kindProblem, loadBalancerImageOf } from "./kind-versions.ts";

/** Where kind's release files are: KIND_CHAOS_KIND_RELEASES overrides it, for a mirror of the same shape. */
function kindReleases(env: NodeJS.ProcessEnv = process.env): string {
  return env.KIND_CHAOS_KIND_RELEASES || "https://github.com/kubernetes-sigs/kind/releases/download";
}

/** The step that provides a kind which fits a Kubernetes version. */
export function kindStep(kubernetesVersion: string, registry: Registry): Step {
  return {
    name: "kind",
    title: "kind",
    needs: ["engine"],
    async check() {
      const kind = await findKindFor(kubernetesVersion);
      return kind === undefined ? undefined : `${kind.version} ${kind.path === "kind" ? "on PATH" : kind.path}`;
    },
    async run(context) {
      const found = await kindOnPath(kubernetesVersion);
      if (found !== undefined && (await becomesUsable(found, kubernetesVersion, registry, context)))
        return `${found.version} on PATH`;
      const reason = found === undefined ? "" : `; the ${found.version} on PATH is not used: ${found.problem}`;
      return `${KIND_VERSION} ${await installKind(context)}${reason}`;
    },
  };
}

/** An older kind lacks nothing but its load balancer image, perhaps. */
async function becomesUsable(
  found: KindOnPath,
  kubernetesVersion: string,
  registry: Registry,
  context: StepContext,
): Promise<boolean> {
  if (kindProblem(found.version, kubernetesVersion) !== undefined) return false;
  return (await registry.pull(loadBalancerImageOf(found.version), context)) === "pulled";
}

async function installKind(context: StepContext): Promise<string> {
  const folder = mkdtempSync(join(cacheSubfolder("work"), "kind-"));
  try {
    const how = (await goInstall(folder, context)) ?? (await release(folder, context));
    const version = await mustRun([join(folder, "kind"), "version"], { timeoutMs: 10_000 });
    if (!version.includes(`v${KIND_VERSION}`))
      throw new PlatformError("kind-version", `kind ${KIND_VERSION} was asked for, but this came: ${version.trim()}`);
    mkdirSync(dirname(ownKindPath()), { recursive: true });
    renameSync(join(folder, "kind"), ownKindPath());
    return how;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Compiles kind from its Go module, which Go verifies; undefined where there is no Go or it does not get the module.
 */
async function goInstall(folder: string, context: StepContext): Promise<string | undefined> {
  const go = await run(["go", "version"]).catch(() => undefined);
  if (go?.exitCode !== 0) return undefined;
  context.note("compiling kind");
  const install = ["go", "install", "-trimpath", `sigs.k8s.io/kind@v${KIND_VERSION}`];
  const { logFile, signal } = context;
  const result = await run(install, { logFile, signal, env: { GOBIN: folder, GOFLAGS: "", GOWORK: "off" } });
  return result.exitCode === 0 ? "compiled" : undefined;
}

async function release(folder: string, context: StepContext): Promise<string> {
  context.note("downloading kind's release");
  await downloadKind(`${kindReleases()}/v${KIND_VERSION}`, join(folder, "kind"), context.signal);
  return "downloaded";
}
