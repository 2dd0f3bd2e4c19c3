import { type MachineReading, whyUnfit } from "../../../src/analysis/verdict/machine/why-unfit.ts";

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
  readonly reasons: readonly string[];
}

/** Why the machine could not carry what was measured, in words with figures; undefined where it could. Pure. */
export function whyRepeat({ machine, runs }: Seen): string | undefined {
  const reasons = [...new Set(runs === undefined ? whyUnfit(machine) : reasonsOf(machine, runs))];
  return reasons.length === 0 ? undefined : reasons.join("; ");
}

function reasonsOf(machine: readonly MachineReading[], runs: readonly RunStatement[]): readonly string[] {
  if (runs.length > 0) return runs.flatMap((run) => run.reasons);
  // Creating a cluster takes every machine to its limit: only what the host takes is not of its own making.
  return whyUnfit(machine.map(({ from, to, stolenShare }) => ({ from, to, stolenShare })));
}
