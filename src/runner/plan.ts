import { toMs } from "../model/duration.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { PlanStep } from "../model/run-plan.ts";
import type { Step, Work } from "../model/scenario.ts";
import { mostBusyMs } from "./patience.ts";

/** A scenario's steps as the journal names them before the first is carried out. */
export function planOf(
  steps: readonly Step[],
  loadFault: (name: string) => Promise<Pick<FaultDefinition, "sustained">>,
): Promise<PlanStep[]> {
  return Promise.all(
    steps.map(async (step): Promise<PlanStep> => {
      if ("hold" in step) return { do: "hold", reason: step.reason, forMs: toMs(step.hold) };
      if ("recover" in step) return { do: "recover", withinMs: toMs(step.recover) };
      if ("perform" in step) return { do: "perform", ...workOf(step) };
      const { sustained } = await loadFault(step.inject.fault);
      return {
        do: "inject",
        id: step.as,
        fault: step.inject.fault,
        sustained,
        forMs: toMs(step.for ?? "0s"),
        while: (step.while ?? []).map(workOf),
      };
    }),
  );
}

function workOf({ as, perform }: Work): { id: string; procedure: string } {
  return { id: as, procedure: perform.procedure };
}

/**
 * What a fault may take beside its hold, milliseconds: striking (filling etcd is given 180 s), proofs (17 s), and
 * healing with its proof (60 s each), once more (60 s) and with nodes restarted (120 s).
 */
const aroundFaultMs = 500_000;
/** What a procedure may take: its slowest command is given 100 s, and its proof 40 s. */
const workMs = 140_000;
/** What may follow a recovery: 60 s until the cluster is steady again after kubelets were restarted, on a calm machine. */
const afterRecoveryMs = 60_000 + mostBusyMs;
/**
 * What a run may take beside its steps while the lanes go on: its first readings, and 60 s for the last steady state, on
 * a calm machine.
 */
const aroundStepsMs = 120_000 + mostBusyMs;

/** The longest time in which the lanes of a scenario can go on, milliseconds: every step has a limit of its own. */
export function longestRunMs(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + longestMs(step), aroundStepsMs);
}

function longestMs(step: Step): number {
  if ("hold" in step) return toMs(step.hold);
  if ("recover" in step) return toMs(step.recover) + mostBusyMs + afterRecoveryMs;
  if ("perform" in step) return workMs;
  return toMs(step.for ?? "0s") + aroundFaultMs + (step.while ?? []).length * workMs;
}
