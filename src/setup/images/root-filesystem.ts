import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun, run } from "../../host/command.ts";
import { readSystem } from "../../host/operating-system.ts";
import { UsageError } from "../../model/errors.ts";
import { installPackages, mainSource, updateLists } from "../engine/apt.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { imageExists } from "./docker-image.ts";
import { loadBalancerDigest, NODE_IMAGE_FOLDER, rootFilesystemDigest } from "./node-image-inputs.ts";

const SUITE = "bookworm";
const UNUSED = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*"];

/** A Debian root file system as an image of its own. */
interface RootFilesystem {
  readonly step: string;
  readonly title: string;
  /** Name and tag of the image. */
  readonly image: string;
  /** File name of the archive that it is imported from. */
  readonly archive: string;
  /** The list of packages, inside node-image/. */
  readonly packages: string;
  /** Steps that come before: two of this kind may both have to install what they are made with. */
  readonly needs: readonly string[];
}

/** Name and tag of the image that holds the Debian root file system of nodes and Envoy alone. */
export function rootImage(): string {
  return `kind-chaos/node-root:${rootFilesystemDigest()}`;
}

/** Name and tag of the image that holds HAProxy with what kind calls in its container. */
export function haproxyRootImage(): string {
  return `kind-chaos/haproxy-root:${loadBalancerDigest("haproxy")}`;
}

/** Makes the Debian root file system that nodes and Envoy share, and gives it to the engine. */
export const rootFilesystemStep: Step = rootStep({
  step: "root-filesystem",
  title: "Debian root file system",
  image: rootImage(),
  archive: `${rootFilesystemDigest()}.tar`,
  packages: "packages.txt",
  needs: ["engine"],
});

/** Makes the Debian root file system with HAProxy, for the load balancer of kind 0.31 and older. */
export const haproxyRootStep: Step = rootStep({
  step: "haproxy-root",
  title: "Debian root file system with HAProxy",
  image: haproxyRootImage(),
  archive: `haproxy-${loadBalancerDigest("haproxy")}.tar`,
  packages: join("haproxy", "packages.txt"),
  needs: ["engine", "root-filesystem"],
});

function rootStep(root: RootFilesystem): Step {
  return {
    name: root.step,
    title: root.title,
    needs: root.needs,
    check: async () => ((await imageExists(root.image)) ? "present" : undefined),
    async run(context) {
      const archive = join(cacheSubfolder("root-filesystem"), root.archive);
      if (!existsSync(archive)) await bootstrap(archive, root.packages, context);
      context.note("importing");
      await mustRun(["docker", "import", archive, root.image], { logFile: context.logFile, signal: context.signal });
      return "built";
    },
  };
}

/** Makes a Debian root file system of the packages in a list inside node-image/, as a tar archive. */
export async function bootstrap(archive: string, packagesFile: string, context: StepContext): Promise<void> {
  await requireMmdebstrap(context);
  context.note("downloading and unpacking packages");
  const packages = readFileSync(join(NODE_IMAGE_FOLDER, packagesFile), "utf8")
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
      `images can be built on Debian and Ubuntu only, not on ${system.name}: make a registry reachable, load the images from another machine, or take a kind of 0.32 or newer.`,
    );
  if (!system.isRoot)
    throw new UsageError("images that no registry gives must be built: install mmdebstrap, or run this as root once.");
  await updateLists(context);
  await installPackages(["mmdebstrap", "debian-archive-keyring"], context);
}
