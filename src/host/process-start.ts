import { readFileSync } from "node:fs";

/**
 * When the kernel started a process, as it tells it: with the number it names a process for good. On systems without
 * /proc a constant while the process lives; undefined when it is gone.
 */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
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

/** Whether the process of this number lives that was started then; a number alone may be another's later. */
export function isProcess(pid: number, started: string | undefined): boolean {
  return started !== undefined && processStart(pid) === started;
}

/** The same as processStart, for who awaits it. */
export async function startOf(pid: number): Promise<string | undefined> {
  return processStart(pid);
}

/** Which start of this machine's kernel it is, since numbers and times of processes begin anew with each; "" elsewhere. */
export function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

/** This process as a word that no other one ever has: the start of the kernel, its number, and when it was started. */
export function ownProcess(): string {
  return [bootId(), process.pid, processStart(process.pid) ?? ""].join(":");
}

/** Whether the process of such a word lives; undefined where it is one of another machine, or of an earlier start. */
export function isOwnProcess(word: string): boolean | undefined {
  const [boot, pid, started = ""] = word.split(":");
  return boot === bootId() ? isProcess(Number(pid), started) : undefined;
}
