import { UsageError } from "../model/errors.ts";
import type { Suite, SuiteRun } from "../model/suite.ts";
import { digestOfSummary } from "./digests.ts";
import type { FoundSummary } from "./found-summary.ts";

/** Which end says most, the first best. */
const ends = ["completed", "stopped", "interrupted", "cut"] as const satisfies readonly Suite["end"][];

/**
 * One summary of all attempts at the same shard, the same in whichever order they are given: a job that was started again
 * leaves another, a copy that was made while it ran an earlier state of one. A run counts once. One that failed in any
 * attempt failed; else the first counts that came to its end, so that no inconclusive run is tried away; else what there
 * is. Throws UsageError, with their folders, for two that say other things of the same attempt.
 */
export function settleAttempts(attempts: readonly FoundSummary[], name: string): FoundSummary {
  const sorted = attempts.toSorted(inOrder);
  for (const [, [one, other]] of Map.groupBy(sorted.filter(isOver), startOf))
    if (one !== undefined && other !== undefined) {
      const [first, second] = [one.folder, other.folder].toSorted();
      throw new UsageError(`${first} and ${second} are both ${name}, and differ: leave one out`);
    }
  const [first, ...others] = sorted as [FoundSummary, ...FoundSummary[]];
  if (others.length === 0) return first;
  const { suite } = first;
  const runs = suite.runs.map((_, place) => settleRun(sorted.flatMap((one) => one.suite.runs[place] ?? [])));
  const end = ends.find((best) => sorted.some((one) => one.suite.end === best)) ?? suite.end;
  return { folder: first.folder, suite: { ...suite, end, runs } };
}

/** The attempts at a shard, each once whatever copies there are of it, as "suite-20261123T110000Z (cut)". */
export function namesOfAttempts(attempts: readonly FoundSummary[]): string[] {
  return [...Map.groupBy(attempts, startOf).values()]
    .map((those) => ({ suite: (those.find(isOver) ?? (those[0] as FoundSummary)).suite }))
    .toSorted(inOrder)
    .map(({ suite }) => `${suite.suite} (${suite.end})`);
}

/** Whether more may come of an attempt; a call that was not cut is one of a person's, and nobody starts it again. */
function isOver({ suite }: FoundSummary): boolean {
  return suite.end !== "cut" || suite.shard === null;
}

/** What tells an attempt from every other: two jobs may begin in the same second. */
function startOf({ suite }: FoundSummary): string {
  return suite.shard === null ? "" : JSON.stringify([suite.suite, suite.startedAt]);
}

/** The first that began; of the states of one attempt the latest, which has all that the others have. */
function inOrder({ suite: one }: Pick<FoundSummary, "suite">, { suite: other }: Pick<FoundSummary, "suite">): number {
  if (one.startedAt !== other.startedAt) return one.startedAt < other.startedAt ? -1 : 1;
  if (one.durationMs !== other.durationMs) return other.durationMs - one.durationMs;
  return digestOfSummary(one) < digestOfSummary(other) ? -1 : 1;
}

/** Of one run what counts, of the attempts at it in their order. */
function settleRun(runs: readonly SuiteRun[]): SuiteRun {
  const isWhole = ({ result }: SuiteRun) => result !== null && result.end === "completed" && !result.harnessFailed;
  const best =
    runs.find(({ result }) => result?.outcome === "fail") ??
    runs.find(isWhole) ??
    runs.find(({ result }) => result !== null) ??
    // One machine may not be able to carry it out where another did not come so far.
    runs.find(({ unsupported }) => !unsupported) ??
    runs[0];
  return best as SuiteRun;
}
