import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** A process of this machine. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its process group. */
  readonly group: number;
  /** Its command line; /proc tells none where it has ended and nobody has asked yet how. */
  readonly words: readonly string[];
}

/** All processes, each on a line that is not cut. */
const psWords = ["-A", "-ww", "-o", "pid=,ppid=,pgid=,args="];
const psBytes = 64 * 1024 * 1024;

/**
 * Every process of this machine, from /proc, or from ps where there is no such folder (which does not tell a space
 * within a word from one between two); those that end meanwhile are left out. Throws where neither is there.
 */
export function readProcesses(proc = "/proc"): Process[] {
  if (!existsSync(proc)) return parsePs(execFileSync("ps", psWords, { encoding: "utf8", maxBuffer: psBytes }));
  return readdirSync(proc)
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`${proc}/${name}/stat`, "utf8");
        // The command's name stands in parentheses and may hold any character.
        const [, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const words = readFileSync(`${proc}/${name}/cmdline`, "utf8").split("\0").filter(Boolean);
        return [{ pid: Number(name), parent: Number(parent), group: Number(group), words }];
      } catch {
        return [];
      }
    });
}

/**
 * Sends a signal to a process, or with a negative number to all of its group. Throws RangeError where the number names
 * neither, as what is read from an empty file does: the kernel takes 0 for the sender's own group, and -1 for everybody
 * (kill(2)). Throws as process.kill does where none is left.
 */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  if (!Number.isInteger(pid) || Math.abs(pid) < 2) throw new RangeError(`${pid} is no process to send ${signal} to`);
  process.kill(pid, signal);
}

/** Kills a process, or with a negative number all of its group; one that has ended is fine. */
export function killProcess(pid: number): void {
  try {
    sendSignal(pid, "SIGKILL");
  } catch {
    // None is left, as it should be.
  }
}

function parsePs(text: string): Process[] {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length > 3)
    .map(([pid, parent, group, ...words]) => ({
      ...{ pid: Number(pid), parent: Number(parent), group: Number(group) },
      words,
    }));
}
