import { type MachineReading, whyUnfit } from "../../../src/analysis/verdict/machine/why-unfit.ts";
import type { Outcome } from "../../../src/model/outcome.ts";

/** What was seen while something was measured. */
export interface Seen {
  readonly machine: readonly MachineReading[];
  /**
   * What the reports of the runs that it was about say of the machine: none, where it did not come to probing. Not
   * there where the test probed by itself, all the time.
   */
  readonly runs?: readonly RunStatement[] | undefined;
}

/** Why a run's report says that its machine could not carry it; no reasons where it could. */
export interface RunStatement {
  readonly run: string;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
  /** Its outcome is "inconclusive", for its machine, or for nothing but how well it could measure on it. */
  readonly isExcused: boolean;
}

/** Why the machine could not carry what was measured, in words with figures; undefined where it could. Pure. */
export function whyRepeat({ machine, runs }: Seen): string | undefined {
  const reasons = [...new Set(runs === undefined ? whyUnfit(machine) : reasonsOf(machine, runs))];
  return reasons.length === 0 ? undefined : reasons.join("; ");
}

/**
 * Whether the runs said the truth of a machine that could not carry them: one at least is inconclusive for it, and nobody
 * claimed a fail that was measured on it. A pass beside it holds: the judge makes none of a run that its machine could not
 * carry, and where it was busy at times the bounds kept their limits all the same. Pure.
 */
export function saidTheTruth({ runs = [] }: Seen): boolean {
  const claims = runs.filter(({ isExcused }) => !isExcused);
  return claims.length < runs.length && claims.every(({ outcome }) => outcome === "pass");
}

function reasonsOf(machine: readonly MachineReading[], runs: readonly RunStatement[]): readonly string[] {
  if (runs.length > 0) return runs.flatMap((run) => run.reasons);
  // Creating a cluster takes every machine to its limit: only what the host takes is not of its own making.
  return whyUnfit(machine.map(({ from, to, stolenShare }) => ({ from, to, stolenShare })));
}
