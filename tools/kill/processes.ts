import { readdirSync, readFileSync } from "node:fs";

/** A process of this machine. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its command line. */
  readonly words: readonly string[];
}

/** Who belongs to a run beside the harness itself. */
export interface Helpers {
  readonly watchdog: readonly number[];
  readonly prober: readonly number[];
}

/** Every process that /proc tells of; those that end meanwhile are left out. */
export function readProcesses(proc = "/proc"): Process[] {
  return readdirSync(proc)
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`${proc}/${name}/stat`, "utf8");
        // The command's name stands in parentheses and may hold any character.
        const [, parent = "0"] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const words = readFileSync(`${proc}/${name}/cmdline`, "utf8").split("\0").filter(Boolean);
        return [{ pid: Number(name), parent: Number(parent), words }];
      } catch {
        return [];
      }
    });
}

/** The watchdog and the probing processes that a harness started, itself or through another. */
export function helpersOf(harness: number, processes: readonly Process[]): Helpers {
  const below = (parent: number): Process[] =>
    processes.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  const own = below(harness);
  const with_ = (file: RegExp) =>
    own.filter(({ words }) => words.some((word) => file.test(word))).map(({ pid }) => pid);
  return { watchdog: with_(/\/watchdog-process\.\w+$/), prober: with_(/\/probe-process\.\w+$/) };
}
