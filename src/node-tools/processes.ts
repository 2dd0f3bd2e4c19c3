import type { Action } from "../model/action.ts";
import type { Captured } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/** One process of a node: its number and the time it began, which together are its alone. */
export interface Process {
  readonly pid: string;
  /** Ticks since the machine started: another process of the same number has another. */
  readonly startTime: string;
  /** The kernel's letter: R and S go on, T is stopped. */
  readonly state: string;
}

/**
 * Prints number, start time and state of each process of the name $1, an extended regular expression of the 15
 * characters that the kernel keeps; what could not be looked at ends it with another code than 0. Field 22 of
 * /proc/PID/stat is the start time; what follows the last ")" begins with field 3. A zombie (state Z) runs no more.
 */
const listing = (find: string) =>
  [
    `pids=$(${find}); code=$?`,
    "[ $code -le 1 ] || exit $code",
    "for p in $pids; do s=$(sed 's/.*) //' /proc/$p/stat 2>/dev/null) || { [ ! -e /proc/$p ] && continue; exit 2; }",
    `set -- $s; [ -n "\${20}" ] || exit 2; [ "$1" = Z ] || echo "$p \${20} $1"; done`,
  ].join("; ");

/**
 * The words of the command that lists the processes of a name, an extended regular expression; `find` are a shell's that
 * print the numbers of those of the name $1, and end with 0 or 1 where they could look.
 */
export function processWords(name: string, find = 'pgrep -x "$1"'): string[] {
  return scriptWords(listing(find), name);
}

/** The processes that the command printed. */
export function readProcesses(stdout: string): Process[] {
  const lines = stdout.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [pid = "", startTime = "", state = ""] = line.trim().split(" ");
    return { pid, startTime, state };
  });
}

/** The running processes of a name on a node, in the order of their numbers. */
export async function processesNamed(runtime: NodeRuntime, node: string, name: string): Promise<Process[]> {
  return readProcesses((await runtime.look(node, processWords(name))).stdout);
}

/** Whether a process is the one that was captured, and not another under the same number. */
export function sameProcess(process: Process, captured: Captured): boolean {
  return process.pid === captured.pid && process.startTime === captured.startTime;
}

/**
 * Defines a function of a shell that sends the signal $1 to the process of number $2 that began at $3, and to no other
 * that has its number by now; it returns 1 where that one is gone.
 */
export const signalFunction = [
  `signal() { case ,$2,$3, in *[!0-9,]*|*,,*) echo "'$2' since '$3' is no process" >&2; exit 2;; esac`,
  `s=$(sed 's/.*) //' "/proc/$2/stat" 2>/dev/null) || { [ ! -e "/proc/$2" ] && return 1; exit 2; }`,
  `began=$(echo "$s" | cut -d' ' -f20) && [ -n "$began" ] || exit 2`,
  `[ "$began" = "$3" ] || return 1`,
  `kill -s "$1" "$2"; }`,
].join("; ");

const strike = `${signalFunction}; signal "$1" "$2" "$3" || { echo "process $2 is gone" >&2; exit 1; }`;

const letGoOn = `${signalFunction}; signal CONT "$1" "$2" || true`;

/** Sends a signal to the very process that was captured; fails where that is gone. */
export function signalProcess(node: string, signal: "KILL" | "STOP", captured: Captured): Action {
  const { pid = "PID", startTime = "START" } = captured;
  return { do: "exec", node, argv: scriptWords(strike, signal, pid, startTime) };
}

/** Lets the very process go on that was captured; what is gone needs nothing. */
export function continueProcess(node: string, { pid = "PID", startTime = "START" }: Captured): Action {
  return { do: "exec", node, argv: scriptWords(letGoOn, pid, startTime) };
}
