import type { ExistingCluster } from "../cluster/existing/existing-cluster.ts";
import { losesAddress } from "../model/action.ts";
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import type { Scenario, Step, Work } from "../model/scenario.ts";
import { type Procedures, versionsOf } from "../runner/plan.ts";
import { plannedActions } from "./planned-actions.ts";

/** What the timings of a cluster that kind made without the harness are called: they are of no profile. */
export const ownTimings = "own";

const forOurs = "that is for a cluster of kind-chaos's own";

/** What decides it of such a cluster. */
type There = Pick<ExistingCluster, "network" | "pins" | "topology">;

/**
 * Why a scenario is not carried out on a cluster that kind made without the harness: what it does could not be put back
 * there. Undefined where it can be.
 */
export async function unsupportedThere(
  scenario: Pick<Scenario, "steps">,
  existing: There,
  load: (name: string) => Promise<FaultDefinition>,
  procedures: Procedures,
): Promise<string | undefined> {
  if (versionsOf(scenario.steps, procedures).length > 0)
    return `it upgrades nodes, which nobody can take back: ${forOurs}`;
  for (const step of scenario.steps) {
    for (const { as, perform } of worksIn(step)) {
      const lasting = procedures.get(perform.procedure)?.lasting;
      if (lasting !== undefined) return `${as}: ${perform.procedure} is refused there: ${lasting}: ${forOurs}`;
    }
    if (!("inject" in step)) continue;
    const reason = await whyNotThere(step.inject, await load(step.inject.fault), existing);
    if (reason !== undefined) return `${step.as}: ${step.inject.fault} is refused there: ${reason}`;
  }
  return undefined;
}

/** The work that a step is, or that is done while its fault is held. */
function worksIn(step: Step): readonly Work[] {
  if ("perform" in step) return [step];
  return "inject" in step ? (step.while ?? []) : [];
}

/** Why a fault could not be taken back on such a cluster; undefined where it can be. */
export async function whyNotThere(
  fault: FaultSpec,
  definition: FaultDefinition,
  { network, pins, topology }: There,
): Promise<string | undefined> {
  if (definition.needs !== undefined)
    return `only what ${definition.needs} saved before would be back, and what was written since is lost: ${forOurs}`;
  if (definition.lasting !== undefined) return `${definition.lasting}: ${forOurs}`;
  if (pins !== false) return undefined;
  const { inject, undo } = await plannedActions(fault, definition, topology);
  if (![...inject, ...undo].some(losesAddress)) return undefined;
  return `it takes a container down, and the network ${network} has no subnet of a person's, so that its address could not be put back: a cluster on a network with one has it, "docker network create --subnet 172.29.0.0/24 NAME" before KIND_EXPERIMENTAL_DOCKER_NETWORK=NAME kind create cluster`;
}
