import type { ExistingCluster } from "../cluster/existing/existing-cluster.ts";
import { describeAction } from "../model/action.ts";
import type { Environment } from "../model/fault.ts";
import type { Step } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { describeStep } from "../runner/steps.ts";
import { loadFault } from "./catalogue.ts";
import { plannedActions } from "./planned-actions.ts";
import { whyNotThere } from "./unsupported-there.ts";

/** One step of a plan, with the commands that break and undo; of several nodes that are hit, those of one. */
export interface PlannedStep {
  readonly step: string;
  readonly inject: readonly string[];
  readonly undo: readonly string[];
  /** Why the fault cannot be done here: `run` refuses it. */
  readonly unsupported?: string;
}

/** What a step would do on a cluster of this topology. */
export async function planStep(
  step: Step,
  topology: Topology,
  environment: Environment,
  existing?: ExistingCluster,
): Promise<PlannedStep> {
  if (!("inject" in step)) return { step: await describeStep(step), inject: [], undo: [] };
  const definition = await loadFault(step.inject.fault);
  const { inject, undo } = await plannedActions(step.inject, definition, topology);
  const here = definition.unsupported?.(environment, step.inject.params);
  const unsupported = here ?? (existing && (await whyNotThere(step.inject, definition, existing)));
  return {
    step: await describeStep(step),
    inject: inject.map(describeAction),
    undo: undo.map(describeAction),
    ...(unsupported === undefined ? {} : { unsupported }),
  };
}
