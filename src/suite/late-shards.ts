import { formatMs } from "../model/duration.ts";
import type { Call } from "./calls.ts";

/** Shards are cut to take equally long; measured beside other work, a run took up to twice as long as by itself. */
const lateFactor = 2;
/** Below this nothing is worth being looked at: a new cluster takes 1 to 3 minutes, and a calm machine is waited for as long. */
const leastLateMs = 10 * 60_000;
/** Of fewer nobody knows which one is the odd one. */
const fewest = 3;

/**
 * The shards of a call on which one has to wait, or had to, in words: those that took much longer than half of them, and
 * those whose summary was written while they still went on.
 */
export function lateShards({ parts, plan }: Call): string[] {
  const of = plan[0]?.of ?? 1;
  if (of === 1) return [];
  const lengths = parts.map(({ attempts }) => Math.max(...attempts.map(({ suite }) => suite.durationMs)));
  const half = lengths.toSorted((a, b) => a - b)[Math.floor((lengths.length - 1) / 2)] ?? 0;
  return parts.flatMap(({ index, suite }, place) => {
    const tookMs = lengths[place] ?? 0;
    const name = `shard ${index}/${of}`;
    if (suite.end === "cut") return [`${name} has not come to its end: it died, or still runs`];
    const isLate = parts.length >= fewest && tookMs > half * lateFactor && tookMs - half >= leastLateMs;
    return isLate ? [`${name} took ${formatMs(tookMs)}, half of the shards at most ${formatMs(half)}`] : [];
  });
}
