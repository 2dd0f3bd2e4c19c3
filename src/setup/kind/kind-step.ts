import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun, run } from "../../host/command.ts";
import { PlatformError } from "../../model/errors.ts";
import { compileEnvironment, compileFlags, linkerFlags } from "../go/go-settings.ts";
import type { Step, StepContext } from "../steps/step.ts";
import type { Chosen } from "../versions/image-choice.ts";
import { KIND_VERSION } from "../versions/kind-versions.ts";
import { findKindFor, kindOnPath, ownKindPath } from "./kind-binary.ts";
import { downloadKind } from "./kind-download.ts";

/** Where kind's release files are: KIND_CHAOS_KIND_RELEASES overrides it, for a mirror of the same shape. */
function kindReleases(env: NodeJS.ProcessEnv = process.env): string {
  return env.KIND_CHAOS_KIND_RELEASES || "https://github.com/kubernetes-sigs/kind/releases/download";
}

/** The step that provides a kind which fits what was chosen. */
export function kindStep(chosen: Chosen): Step {
  return {
    name: "kind",
    title: "kind",
    needs: ["engine"],
    async check() {
      const kind = await findKindFor(chosen);
      return kind === undefined ? undefined : `${kind.version} ${kind.path === "kind" ? "on PATH" : kind.path}`;
    },
    async run(context) {
      const found = await kindOnPath(chosen);
      const version = chosen.kind ?? KIND_VERSION;
      const reason = found === undefined ? "" : `; the ${found.version} on PATH is not used: ${found.problem}`;
      return `${version} ${await installKind(version, context)}${reason}`;
    },
  };
}

async function installKind(wanted: string, context: StepContext): Promise<string> {
  const folder = mkdtempSync(join(cacheSubfolder("work"), "kind-"));
  try {
    const how = (await goInstall(wanted, folder, context)) ?? (await release(wanted, folder, context));
    const version = await mustRun([join(folder, "kind"), "version"], { timeoutMs: 10_000 });
    if (!version.includes(`v${wanted}`))
      throw new PlatformError("kind-version", `kind ${wanted} was asked for, but this came: ${version.trim()}`);
    mkdirSync(dirname(ownKindPath(wanted)), { recursive: true });
    renameSync(join(folder, "kind"), ownKindPath(wanted));
    return how;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Compiles kind from its Go module, which Go verifies; undefined where there is no Go or it does not get the module.
 */
async function goInstall(version: string, folder: string, context: StepContext): Promise<string | undefined> {
  const go = await run(["go", "version"]).catch(() => undefined);
  if (go?.exitCode !== 0) return undefined;
  context.note("compiling kind");
  const install = ["go", "install", ...compileFlags, "-ldflags", linkerFlags, `sigs.k8s.io/kind@v${version}`];
  const { logFile, signal } = context;
  const env = { ...compileEnvironment(), GOBIN: folder, GOFLAGS: "" };
  const result = await run(install, { logFile, signal, env, group: true });
  return result.exitCode === 0 ? "compiled" : undefined;
}

async function release(version: string, folder: string, context: StepContext): Promise<string> {
  context.note("downloading kind's release");
  await downloadKind(`${kindReleases()}/v${version}`, join(folder, "kind"), context.signal);
  return "downloaded";
}
