import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { cacheSubfolder } from "../../src/host/cache-folder.ts";
import { mustRun } from "../../src/host/command.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { resolveImages } from "../../src/setup/images/images.ts";
import { parseImageReference } from "../../src/setup/versions/image-reference.ts";

/** What a virtual machine starts from; each disk is an ext4 file system with a label of its name. */
export interface Disks {
  readonly kernel: string;
  readonly initrd: string;
  readonly root: string;
  readonly images: string;
  /** The project with its packages. */
  readonly repository: string;
  /** Of what root and images are made, as long as it stays the same. */
  readonly state: string;
}

const guest = join(import.meta.dirname, "guest");
/** Of Debian's releases the first whose kernel and systemd have no control groups v1 any more. */
const release = "trixie";

/** What the guest needs of the project, and what of its packages it does without: compilers and checkers. */
const parts = ["src", "tools", "test", "scenarios", "kind-configs", "node-image", "package.json", "package-lock.json"];
const spared =
  /^node_modules\/(@biomejs|@babel|@rolldown|@stryker-mutator|@typescript|playwright-core|typescript|[.].*)(\/|$)/;

/** Where the machine's files are, also those of a run under way. */
export function machineFolder(): string {
  return cacheSubfolder("cgroup2");
}

/**
 * Makes the disks that are not there yet, in some minutes: the root file system where what it is made of has changed, the
 * images where others are to be used, and the project always. Throws PlatformError where a tool fails.
 */
export async function makeDisks(signal: AbortSignal, say: (line: string) => void): Promise<Disks> {
  const folder = machineFolder();
  const of = (name: string) => join(folder, name);
  const disks = {
    ...{ kernel: of("kernel"), initrd: of("initrd") },
    ...{ root: of("root.img"), images: of("images.img"), repository: of("repository.img") },
  };
  const root = await unlessMade(disks.root, digestOf(["packages.txt", "finish", "trial.service"]), async () => {
    const logFile = of("mmdebstrap.log");
    say(`makes the guest's root file system from Debian ${release} (log: ${logFile})`);
    const packages = readFileSync(join(guest, "packages.txt"), "utf8").split("\n");
    const include = packages.filter((line) => /^[a-z]/.test(line)).join(",");
    const finish = `HERE='${guest}' OUT='${folder}' sh '${join(guest, "finish")}' "$1"`;
    const words = ["--variant=minbase", `--include=${include}`, `--customize-hook=${finish}`];
    await mustRun(["mmdebstrap", ...words, release, "/dev/null"], { logFile, signal });
  });
  const { nodeImage, loadBalancerImage, kind } = await resolveImages();
  const wanted = [nodeImage, loadBalancerImage];
  const ids = await mustRun(["docker", "image", "inspect", "--format", "{{.Id}}", ...wanted]);
  const images = await unlessMade(
    disks.images,
    [...wanted, ids, await mustRun([kind, "version"])].join(" "),
    async () => {
      say(`saves ${wanted.join(" and ")}`);
      await filled(disks.images, signal, async (content) => {
        for (const image of wanted)
          await mustRun(["docker", "save", "--output", join(content, `${fileOf(image)}.tar`), image], { signal });
        mkdirSync(join(content, "bin"));
        cpSync((await mustRun(["sh", "-c", 'command -v "$1"', "sh", kind])).trim(), join(content, "bin/kind"));
      });
    },
  );
  say("copies the project");
  await filled(disks.repository, signal, async (content) => {
    for (const part of parts) cpSync(join(projectFolder, part), join(content, part), { recursive: true });
    cpSync(join(projectFolder, "node_modules"), join(content, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => !spared.test(from.slice(projectFolder.length + 1)),
    });
  });
  return { ...disks, state: `${root}\n${images}` };
}

/** The name that an image goes by without its digest, which no engine keeps that loads it from a file. */
function fileOf(image: string): string {
  const { repository, tag } = parseImageReference(image);
  return encodeURIComponent(tag === undefined ? repository : `${repository}:${tag}`);
}

/** Makes a file that is not there for what it depends on, which is written down when it is made, and returned. */
async function unlessMade(file: string, state: string, make: () => Promise<void>): Promise<string> {
  const marker = `${file}.made`;
  if (existsSync(file) && existsSync(marker) && readFileSync(marker, "utf8") === state) return state;
  rmSync(marker, { force: true });
  await make();
  writeFileSync(marker, state);
  return state;
}

/** A file system with a label of its file's name and what is put into a folder for it. */
async function filled(disk: string, signal: AbortSignal, fill: (content: string) => Promise<void>): Promise<void> {
  const content = `${disk}.content`;
  rmSync(content, { recursive: true, force: true });
  mkdirSync(content);
  try {
    await fill(content);
    const mebibytes = Number.parseInt(await mustRun(["du", "-sm", content]), 10);
    rmSync(disk, { force: true });
    const size = `${Math.ceil(mebibytes * 1.2) + 64}M`;
    const label = basename(disk, ".img");
    await mustRun(["mkfs.ext4", "-q", "-F", "-L", label, "-d", content, disk, size], { signal });
  } finally {
    rmSync(content, { recursive: true, force: true });
  }
}

function digestOf(names: readonly string[]): string {
  const hash = createHash("sha256").update(release);
  for (const name of names) hash.update(readFileSync(join(guest, name)));
  return hash.digest("hex");
}
