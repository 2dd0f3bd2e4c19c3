import type { Process } from "../../src/host/processes.ts";

type Relative = Pick<Process, "pid" | "parent" | "words">;

/** Who belongs to a run beside the harness itself. */
export interface Helpers {
  readonly watchdog: readonly number[];
  readonly prober: readonly number[];
}

/** The watchdog and the probing processes that a harness started, itself or through another. */
export function helpersOf(harness: number, processes: readonly Relative[]): Helpers {
  const below = (parent: number): Relative[] =>
    processes.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  const own = below(harness);
  const with_ = (file: RegExp) =>
    own.filter(({ words }) => words.some((word) => file.test(word))).map(({ pid }) => pid);
  return { watchdog: with_(/\/watchdog-process\.\w+$/), prober: with_(/\/probe-process\.\w+$/) };
}
