import type { Effect } from "./effect.ts";

/** More than these are no plan: it is said that more runs alone will hardly tell. */
const most = 1_000;

/**
 * How many runs of each an answer would take where the estimate stayed what it is: an interval narrows with the root of
 * their number. Undefined where that is more than a thousand, or cannot be foreseen.
 */
export function neededRuns(
  { estimate, interval, tolerance }: Omit<Effect, "surelySmaller">,
  runs: number,
): number | undefined {
  const [low, high] = interval;
  const [strict, lenient] = tolerance;
  const middle = (estimate[0] + estimate[1]) / 2;
  const isWorse = estimate[0] > lenient;
  const [half, room] = isWorse ? [middle - low, middle] : [high - middle, strict - middle];
  if (!Number.isFinite(half) || half <= 0) return undefined;
  if (room <= 0) return undefined;
  const needed = Math.max(runs + 1, Math.ceil(runs * (half / room) ** 2));
  return needed > most ? undefined : needed;
}
