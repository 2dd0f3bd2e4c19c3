import { readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../src/host/command.ts";

/** What the disks take with what a guest writes, measured: 9 GB kept, 3 GB written; and what the guest's memory takes. */
const diskBytes = 14e9;
const memoryBytes = 8.6e9;

const tools = ["docker", "mmdebstrap", "mkfs.ext4", "setpriv", "timeout"];

/** Throws what is not here that a guest needs, with what to do; its disks are in the folder. */
export async function mustBeAble(folder: string): Promise<void> {
  if (process.arch !== "x64") throw new Error(`the guest is an x86_64 one, and this machine is ${process.arch}`);
  if (process.getuid?.() !== 0)
    throw new Error('only root makes the guest\'s disks: sudo env "PATH=$PATH" "HOME=$HOME" npm run test:cgroup2');
  for (const tool of tools)
    if ((await run(["sh", "-c", 'command -v "$1"', "sh", tool])).exitCode !== 0)
      throw new Error(`there is no ${tool}: apt-get install mmdebstrap e2fsprogs util-linux coreutils`);
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize + heldBy(folder) < diskBytes)
    throw new Error(`${folder} has less than 14 GB free: KIND_CHAOS_CACHE names another place`);
  if (process.availableMemory() < memoryBytes) throw new Error("the guest takes 8 GB of memory, and less is available");
}

/** Bytes on the disk of a folder's files: most of these are sparse. */
function heldBy(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).blocks * 512, 0);
}
