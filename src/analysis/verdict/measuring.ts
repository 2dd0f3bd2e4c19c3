import type { Report } from "../../model/report.ts";
import type { SuiteResult } from "../../model/suite.ts";
import { enoughSamplesName } from "./assumptions.ts";
import { machineName } from "./machine/machine-report.ts";
import { onTimeName } from "./machine/on-time.ts";
import { quickLoopName } from "./machine/quick-loop.ts";
import { observedName } from "./observation.ts";
import { nothingCappedName, selfProbeName } from "./schedule.ts";

/** Assumptions about how well it was measured; all others are about what was done, and about the cluster. */
const aboutMeasuring: ReadonlySet<string> = new Set([
  machineName,
  onTimeName,
  quickLoopName,
  selfProbeName,
  nothingCappedName,
  observedName,
  enoughSamplesName,
]);

/**
 * Whether nothing but the measuring kept a run from its answer: all that was assumed of the cluster and of what was done
 * to it held. Guarantees may have stayed open.
 */
export function wasOnlyUnclear({ assumptions, errors }: Pick<SuiteResult, "assumptions" | "errors">): boolean {
  return (
    errors.length === 0 && assumptions.every(({ name, outcome }) => outcome === "pass" || aboutMeasuring.has(name))
  );
}

/** Whether nothing was broken because the machine did not become calm: another run may find it so. */
export function wasTooBusy({ faults, machine }: Pick<Report, "faults" | "machine">): boolean {
  return machine.notCarried !== null && faults.every(({ injectingAt }) => injectingAt === undefined);
}
