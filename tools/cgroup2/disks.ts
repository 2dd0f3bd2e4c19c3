import { createHash, randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { cacheSubfolder } from "../../src/host/cache-folder.ts";
import { mustRun } from "../../src/host/command.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { type Images, resolveImages } from "../../src/setup/images/images.ts";
import { parseImageReference } from "../../src/setup/versions/image-reference.ts";

/** What a virtual machine starts from; each disk is an ext4 file system with a label of its name. */
export interface Disks {
  /** The command of qemu, with where its files are. */
  readonly emulator: readonly string[];
  readonly kernel: string;
  readonly initrd: string;
  readonly root: string;
  readonly images: string;
  /** The project with its packages. */
  readonly repository: string;
  /** Tells this making of root and images from every other one. */
  readonly state: string;
}

const guest = join(import.meta.dirname, "guest");
/** Of Debian's releases the first whose systemd does not take control groups v1 unless it is forced to. */
const release = "trixie";
/** The longest that making its root file system may take, in words of `timeout`, which ends all of it together. */
const longest = "2h";

/** What the guest needs of the project, and what of its packages it does without: compilers and checkers. */
export const parts = [
  "src",
  "tools",
  "test",
  "scenarios",
  "kind-configs",
  "node-image",
  "package.json",
  "package-lock.json",
];
const spared =
  /^node_modules\/(@biomejs|@babel|@rolldown|@stryker-mutator|@typescript|playwright-core|typescript|[.].*)(\/|$)/;

/** Where the machine's files are, also those of a run under way. */
export function machineFolder(): string {
  return cacheSubfolder("cgroup2");
}

/**
 * Makes the disks that are not there yet, in some minutes: the root file system where what it is made of has changed, the
 * images where others are to be used, and the project always. Throws UsageError where images are not here, and
 * PlatformError where a tool fails.
 */
export async function makeDisks(signal: AbortSignal, say: (line: string) => void): Promise<Disks> {
  const of = (name: string) => join(machineFolder(), name);
  const images = await resolveImages();
  const root = await unlessMade(of("root.img"), digestOf(["packages.txt", "finish", "trial.service"]), async () => {
    say(`makes the guest's root file system from Debian ${release} (log: ${of("mmdebstrap.log")})`);
    await makeRoot(of("mmdebstrap.log"), signal);
  });
  const saved = await unlessMade(of("images.img"), await identityOf(images), async () => {
    say(`saves ${images.nodeImage} and ${images.loadBalancerImage}`);
    await filled(of("images.img"), signal, (content) => saveImages(images, content, signal));
  });
  say("copies the project");
  await filled(of("repository.img"), signal, async (content) => copyProject(content));
  return {
    emulator: await emulator(of("qemu"), signal, say),
    kernel: of("kernel"),
    initrd: of("initrd"),
    root: of("root.img"),
    images: of("images.img"),
    repository: of("repository.img"),
    state: `${root} ${saved}`,
  };
}

/** Makes a file that is not there for what it depends on; returns what tells this making from every other one. */
export async function unlessMade(file: string, state: string, make: () => Promise<void>): Promise<string> {
  const marker = `${file}.made`;
  const made = existsSync(file) && existsSync(marker) ? readFileSync(marker, "utf8") : "";
  if (made.startsWith(`${state} `)) return made;
  rmSync(marker, { force: true });
  await make();
  const now = `${state} ${randomUUID()}`;
  writeFileSync(marker, now);
  return now;
}

/**
 * Debian's qemu of the same release, unpacked into a folder: under the one of Debian 12 (7.2) Node.js ended by SIGTRAP or
 * SIGSEGV in the first 15 s of four runs of six.
 */
async function emulator(folder: string, signal: AbortSignal, say: (line: string) => void): Promise<string[]> {
  await unlessMade(folder, release, async () => {
    say(`unpacks qemu of Debian ${release}`);
    rmSync(folder, { recursive: true, force: true });
    const logFile = `${folder}.log`;
    await bootstrap(["--variant=extract", "--include=qemu-system-x86"], folder, logFile, signal);
  });
  const usr = join(folder, "usr");
  const libraries = ["--library-path", join(usr, "lib/x86_64-linux-gnu")];
  const files = ["qemu", "seabios"].flatMap((name) => ["-L", join(usr, "share", name)]);
  return [join(usr, "lib64/ld-linux-x86-64.so.2"), ...libraries, join(usr, "bin/qemu-system-x86_64"), ...files];
}

async function makeRoot(logFile: string, signal: AbortSignal): Promise<void> {
  const packages = readFileSync(join(guest, "packages.txt"), "utf8").split("\n");
  const include = packages.filter((line) => /^[a-z]/.test(line)).join(",");
  const finish = `HERE='${guest}' OUT='${machineFolder()}' sh '${join(guest, "finish")}' "$1"`;
  const words = ["--variant=minbase", `--include=${include}`, `--customize-hook=${finish}`];
  await bootstrap(words, "/dev/null", logFile, signal);
}

/** Puts Debian's packages, as the words want them, into a place; all of it ends together. */
async function bootstrap(words: readonly string[], to: string, logFile: string, signal: AbortSignal): Promise<void> {
  const env = { TMPDIR: machineFolder() };
  await mustRun(["timeout", longest, "mmdebstrap", ...words, release, to], { logFile, signal, env });
}

/** What the images and kind are, whatever they are called. */
async function identityOf({ nodeImage, loadBalancerImage, kind }: Images): Promise<string> {
  const ids = await mustRun(["docker", "image", "inspect", "--format", "{{.Id}}", nodeImage, loadBalancerImage]);
  return createHash("sha256")
    .update(ids)
    .update(await mustRun([kind, "version"]))
    .digest("hex");
}

/** A file for each image, by the name that it goes by without its digest, which no engine keeps that loads it from a file. */
async function saveImages(images: Images, content: string, signal: AbortSignal): Promise<void> {
  for (const image of [images.nodeImage, images.loadBalancerImage]) {
    const { repository, tag } = parseImageReference(image);
    const name = encodeURIComponent(tag === undefined ? repository : `${repository}:${tag}`);
    await mustRun(["docker", "save", "--output", join(content, `${name}.tar`), image], { signal });
  }
  const kind = await mustRun(["sh", "-c", 'command -v "$1"', "sh", images.kind]);
  cpSync(kind.trim(), join(content, "bin/kind"));
}

function copyProject(content: string): void {
  for (const part of parts) cpSync(join(projectFolder, part), join(content, part), { recursive: true });
  cpSync(join(projectFolder, "node_modules"), join(content, "node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => !spared.test(from.slice(projectFolder.length + 1)),
  });
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
