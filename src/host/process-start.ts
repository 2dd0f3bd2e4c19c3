import { readFile } from "node:fs/promises";

/**
 * When the kernel started a process, as it tells it: with the number it names a process for good. On systems without
 * /proc a constant while the process lives; undefined when it is gone.
 */
export async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended; that nobody has asked yet how does not make it live.
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    try {
      process.kill(pid, 0);
      return process.platform === "linux" ? undefined : "alive";
    } catch {
      return undefined;
    }
  }
}
