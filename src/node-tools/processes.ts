import type { Captured } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";

/** One process of a node: its number and the time it began, which together are its alone. */
export interface Process {
  readonly pid: string;
  /** Ticks since the machine started: another process of the same number has another. */
  readonly startTime: string;
  /** The kernel's letter: R and S go on, T is stopped. */
  readonly state: string;
}

/**
 * A shell script that prints number, start time and state of each process of a name, an extended regular expression of
 * the 15 characters that the kernel keeps; what could not be looked at ends it with another code than 0. Field 22 of
 * /proc/PID/stat is the start time; what follows the last ")" begins with field 3. A zombie (state Z) runs no more.
 */
export function processScript(name: string): string {
  return [
    `pids=$(pgrep -x '${name}'); code=$?`,
    "[ $code -le 1 ] || exit $code",
    "for p in $pids; do s=$(sed 's/.*) //' /proc/$p/stat 2>/dev/null) || { [ ! -e /proc/$p ] && continue; exit 2; }",
    `set -- $s; [ -n "\${20}" ] || exit 2; [ "$1" = Z ] || echo "$p \${20} $1"; done`,
  ].join("; ");
}

/** The processes that the script printed. */
export function readProcesses(stdout: string): Process[] {
  const lines = stdout.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [pid = "", startTime = "", state = ""] = line.trim().split(" ");
    return { pid, startTime, state };
  });
}

/** The running processes of a name on a node, in the order of their numbers. */
export async function processesNamed(runtime: NodeRuntime, node: string, name: string): Promise<Process[]> {
  return readProcesses((await runtime.look(node, ["sh", "-c", processScript(name)])).stdout);
}

/** Whether a process is the one that was captured, and not another under the same number. */
export function sameProcess(process: Process, captured: Captured): boolean {
  return process.pid === captured.pid && process.startTime === captured.startTime;
}
