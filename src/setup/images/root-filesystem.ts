import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun, run } from "../../host/command.ts";
import { readSystem } from "../../host/operating-system.ts";
import { UsageError } from "../../model/errors.ts";
import { installPackages, mainSource, updateLists } from "../engine/apt.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { imageExists } from "./docker-image.ts";
import { NODE_IMAGE_FOLDER, rootFilesystemDigest } from "./node-image-inputs.ts";

const SUITE = "bookworm";
const UNUSED = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*"];

/** Name and tag of the image that holds the Debian root file system alone. */
export function rootImage(): string {
  return `kind-chaos/node-root:${rootFilesystemDigest()}`;
}

/** Makes the Debian root file system that the node and the load balancer share, and gives it to the engine. */
export const rootFilesystemStep: Step = {
  name: "root-filesystem",
  title: "Debian root file system",
  needs: ["engine"],
  check: async () => ((await imageExists(rootImage())) ? "present" : undefined),
  async run(context) {
    const archive = join(cacheSubfolder("root-filesystem"), `${rootFilesystemDigest()}.tar`);
    if (!existsSync(archive)) await bootstrap(archive, context);
    context.note("importing");
    await mustRun(["docker", "import", archive, rootImage()], { logFile: context.logFile, signal: context.signal });
    return "built";
  },
};

async function bootstrap(archive: string, context: StepContext): Promise<void> {
  await requireMmdebstrap(context);
  context.note("downloading and unpacking packages");
  const packages = readFileSync(join(NODE_IMAGE_FOLDER, "packages.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const partial = `${archive}.partial.tar`;
  const command = ["mmdebstrap", "--variant=minbase", `--include=${packages.join(",")}`];
  const excludes = UNUSED.map((pattern) => `--dpkgopt=path-exclude=${pattern}`);
  await mustRun([...command, ...excludes, SUITE, partial, ...(await mirror(context))], {
    logFile: context.logFile,
    signal: context.signal,
  });
  renameSync(partial, archive);
}

/** The mirror this machine already uses; elsewhere than on Debian 12 mmdebstrap knows where to look. */
async function mirror(context: StepContext): Promise<string[]> {
  const system = readSystem();
  if (system.id !== "debian") return [];
  const codename = system.codename === "" ? SUITE : system.codename;
  return [(await mainSource(codename, context.signal)).uri];
}

async function requireMmdebstrap(context: StepContext): Promise<void> {
  const present = await run(["mmdebstrap", "--version"]).catch(() => undefined);
  if (present?.exitCode === 0) return;
  const system = readSystem();
  if (!system.hasApt)
    throw new UsageError(
      `no registry is reachable, and images can be built on Debian and Ubuntu only, not on ${system.name}: make the registry reachable, or load the images from another machine.`,
    );
  if (!system.isRoot)
    throw new UsageError(
      "no registry is reachable, so the images must be built: install mmdebstrap, or run this as root once.",
    );
  await updateLists(context);
  await installPackages(["mmdebstrap", "debian-archive-keyring"], context);
}
