import type { ShardedRun } from "../model/shard.ts";
import type { Suite, SuiteRun } from "../model/suite.ts";
import { withoutPatch } from "../model/version.ts";
import type { Weighed } from "./shards.ts";

type Lengths = Pick<Weighed, "reuseMs" | "freshMs">;
type Place = Pick<ShardedRun, "scenario" | "topology" | "profile" | "kubernetes">;

/** Tells how long a run takes, from what is expected of it. */
export type LengthsOf = (run: Place, expected: Lengths) => Lengths;

/** Nothing was measured: what is expected stays. */
export const expectedLengths: LengthsOf = (_run, expected) => expected;

/** What makes two runs alike, the closest first: a patch release changes from night to night, a new version has no night yet. */
const likenesses: readonly ((place: Place) => string)[] = [
  ({ scenario, topology, profile, kubernetes }) =>
    JSON.stringify([scenario, topology, profile, withoutPatch(kubernetes)]),
  ({ scenario, topology, profile }) => JSON.stringify([scenario, topology, profile]),
  ({ scenario }) => scenario,
];

/**
 * Lengths as they were measured in an earlier night: for a run the median of those that are most alike, attempts that were
 * repeated included, on a new cluster and on one that was there each for itself. Where one of the two was not measured, the
 * other is, with the difference that is expected between them; of a run that nothing is like, what is expected stays. The
 * same summary gives the same lengths on every machine.
 */
export function measuredLengths(earlier: Suite): LengthsOf {
  const measured = earlier.runs.flatMap(measuredOf);
  const known = likenesses.map((keyOf) => Map.groupBy(measured, ({ run }) => keyOf(run)));
  return (run, expected) => {
    const alike = likenesses.map((keyOf, index) => known[index]?.get(keyOf(run))).find((those) => those !== undefined);
    return alike === undefined ? expected : lengthsFrom(alike, expected);
  };
}

interface Measured {
  readonly run: SuiteRun;
  readonly reused: boolean;
  readonly ms: number;
}

/** How long a run took with all its attempts; one that was cut short tells nothing. */
function measuredOf(run: SuiteRun): Measured[] {
  const { result, earlier } = run;
  if (result === null || result.end !== "completed") return [];
  const attempts = [...earlier, result];
  const ms = attempts.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return [{ run, reused: attempts[0]?.reused ?? false, ms }];
}

function lengthsFrom(measured: readonly Measured[], expected: Lengths): Lengths {
  const createMs = expected.freshMs - expected.reuseMs;
  const lengthsOf = (reused: boolean) => measured.filter((one) => one.reused === reused).map(({ ms }) => ms);
  const [reuse, fresh] = [median(lengthsOf(true)), median(lengthsOf(false))];
  return {
    reuseMs: reuse ?? Math.max(0, (fresh ?? 0) - createMs),
    freshMs: fresh ?? (reuse ?? 0) + createMs,
  };
}

/** The lower of the two in the middle: a length that was measured. */
function median(lengths: readonly number[]): number | undefined {
  return lengths.toSorted((a, b) => a - b)[Math.floor((lengths.length - 1) / 2)];
}
