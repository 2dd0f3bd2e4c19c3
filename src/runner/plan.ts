import type { Cluster } from "../model/cluster.ts";
import { toMs } from "../model/duration.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { ProcedureDefinition, ProcedureSpec } from "../model/procedure.ts";
import type { PlanStep } from "../model/run-plan.ts";
import type { Step, Work } from "../model/scenario.ts";
import { mostBusyMs } from "./patience.ts";

/** A scenario's steps as the journal names them before the first is carried out. */
export function planOf(
  steps: readonly Step[],
  loadFault: (name: string) => Promise<Pick<FaultDefinition, "sustained">>,
  procedures: Procedures = new Map(),
): Promise<PlanStep[]> {
  return Promise.all(
    steps.map(async (step): Promise<PlanStep> => {
      if ("hold" in step) return { do: "hold", reason: step.reason, forMs: toMs(step.hold) };
      if ("recover" in step) return { do: "recover", withinMs: toMs(step.recover) };
      if ("perform" in step) {
        const usualMs = procedures.get(step.perform.procedure)?.usualMs;
        return { do: "perform", ...workOf(step), ...(usualMs === undefined ? {} : { usualMs }) };
      }
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
/** So often such a fault's own time is added: for undo and proof, both once more, and one of them after a restart. */
const timesHealing = 5;
/** What a procedure that does not say more may take: its slowest command is given 100 s, and its proof 40 s. */
const workMs = 140_000;
/** What may follow a recovery: 60 s until the cluster is steady again after kubelets were restarted, on a calm machine. */
const afterRecoveryMs = 60_000 + mostBusyMs;
/**
 * What a run may take beside its steps while the lanes go on: its first readings, and 60 s for the last steady state, on
 * a calm machine.
 */
const aroundStepsMs = 120_000 + mostBusyMs;

/** The procedures that a scenario's steps name, by their names. */
export type Procedures = ReadonlyMap<
  string,
  Pick<ProcedureDefinition, "upgrading" | "lasting" | "usualMs" | "takesMs">
>;

/** Loads the procedures that steps name, each once. */
export async function proceduresOf(
  steps: readonly Step[],
  load: (name: string) => Promise<ProcedureDefinition>,
): Promise<Procedures> {
  const names = new Set(worksOf(steps).map(({ procedure }) => procedure));
  return new Map(await Promise.all([...names].map(async (name) => [name, await load(name)] as const)));
}

/** The faults that a scenario's steps name, by their names. */
type Faults = ReadonlyMap<string, Pick<FaultDefinition, "healsMs">>;

/** Loads the faults that steps name, each once. */
export async function faultsOf(
  steps: readonly Step[],
  load: (name: string) => Promise<FaultDefinition>,
): Promise<Faults> {
  const names = new Set(steps.flatMap((step) => ("inject" in step ? [step.inject.fault] : [])));
  return new Map(await Promise.all([...names].map(async (name) => [name, await load(name)] as const)));
}

/** The versions of Kubernetes that steps upgrade nodes to, each once. */
export function versionsOf(steps: readonly Step[], procedures: Procedures): string[] {
  const all = worksOf(steps).flatMap(({ procedure, params }) => procedures.get(procedure)?.upgrading?.to(params) ?? []);
  return [...new Set(all)];
}

function worksOf(steps: readonly Step[]): ProcedureSpec[] {
  return steps.flatMap((step) => {
    if ("perform" in step) return [step.perform];
    return "inject" in step ? (step.while ?? []).map(({ perform }) => perform) : [];
  });
}

/** How long the work that is a step of its own usually takes, milliseconds; what is done while a fault is held adds none. */
export function usualWorkMs(steps: readonly Step[], procedures: Procedures): number {
  const usualMs = (step: Step) => ("perform" in step ? procedures.get(step.perform.procedure)?.usualMs : undefined);
  return steps.reduce((sum, step) => sum + (usualMs(step) ?? 0), 0);
}

/**
 * The longest time in which the lanes of a scenario can go on on a cluster, milliseconds: every step has a limit of its
 * own.
 */
export function longestRunMs(
  steps: readonly Step[],
  cluster: Cluster,
  procedures: Procedures = new Map(),
  faults: Faults = new Map(),
): number {
  return steps.reduce((sum, step) => sum + longestMs(step, cluster, procedures, faults), aroundStepsMs);
}

/** What a procedure may take: an upgrade waits for a calm machine besides. */
function longestWorkMs({ procedure, params }: ProcedureSpec, cluster: Cluster, procedures: Procedures): number {
  const { upgrading, takesMs = workMs } = procedures.get(procedure) ?? {};
  if (upgrading !== undefined) return upgrading.workMs(params) + upgrading.wholeMs + mostBusyMs;
  return typeof takesMs === "number" ? takesMs : takesMs(cluster);
}

function longestMs(step: Step, cluster: Cluster, procedures: Procedures, faults: Faults): number {
  if ("hold" in step) return toMs(step.hold);
  if ("recover" in step) return toMs(step.recover) + mostBusyMs + afterRecoveryMs;
  if ("perform" in step) return longestWorkMs(step.perform, cluster, procedures);
  const within = (step.while ?? []).reduce((sum, { perform }) => sum + longestWorkMs(perform, cluster, procedures), 0);
  const healsMs = faults.get(step.inject.fault)?.healsMs ?? 0;
  return toMs(step.for ?? "0s") + aroundFaultMs + timesHealing * healsMs + within;
}
