import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readTopology } from "../../src/cluster/topology.ts";
import { membersHealthy } from "../../src/guarantees/members-healthy.ts";
import { UsageError } from "../../src/model/errors.ts";
import type { FaultDefinition } from "../../src/model/fault.ts";
import type { LaneSpec, WatchSpec } from "../../src/model/lane.ts";
import type { Scenario, Step } from "../../src/model/scenario.ts";
import type { Topology } from "../../src/model/topology.ts";
import { write } from "../../src/probes/operations/write.ts";
import { known, namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { type LoadedScenario, loadScenarios } from "../../src/scenario/load-scenario.ts";
import { plannedLanes } from "../../src/scenario/planned-lanes.ts";
import { validateScenario } from "../../src/scenario/validate-scenario.ts";
import type { Known } from "../../src/scenario/validation/known.ts";
import { strike } from "./phase.ts";

/** The topology on which everything is killed. */
export const killTopology = join(import.meta.dirname, "all-faults.yaml");

/** One way to inject a fault, as a scenario of its own. */
export interface KillScenario {
  readonly fault: string;
  /** The scenario that it was taken from. */
  readonly origin: string;
  readonly scenario: Scenario;
}

type Inject = Extract<Step, { inject: unknown }>;

/**
 * Every way in which a scenario of the library, or one of the end-to-end tests, injects a fault, as a scenario with that
 * one fault; those that the topology cannot carry, and the same ones again, are left out.
 */
export async function killScenarios(): Promise<KillScenario[]> {
  const folder = join(projectFolder, "test/e2e/scenarios");
  const own = readdirSync(folder).map((file) => join(folder, file));
  const all = await known();
  const topology = readTopology(killTopology);
  const loaded = await loadScenarios([...namesOf("scenario"), ...own], all);
  const ways = loaded.flatMap((origin) => waysIn(origin, all));
  // Of the same ones the first remains.
  const distinct = new Map(ways.toReversed().map((way) => [JSON.stringify(way.scenario.steps), way]));
  return [...distinct.values()].toReversed().filter(({ scenario }) => fits(scenario, topology, all));
}

function waysIn({ name, scenario, topology }: LoadedScenario, { faults, targets }: Known): KillScenario[] {
  return scenario.steps.flatMap((step, index): KillScenario[] => {
    const definition = "inject" in step ? faults.get(step.inject.fault) : undefined;
    if (!("inject" in step) || definition === undefined) return [];
    const { role, ...params } = step.inject.target;
    const lanes = lanesFor(scenario.lanes, topology, targets.get(role)?.lane?.(params));
    const before = scenario.steps.slice(0, index);
    return [{ fault: definition.name, origin: name, scenario: oneFault(scenario, step, before, lanes, definition) }];
  });
}

/** A scenario with one fault of another one, held for 10 s, after the work that it needs. */
function oneFault(
  { workload }: Scenario,
  { inject }: Inject,
  before: readonly Step[],
  lanes: Scenario["lanes"],
  { name, needs, sustained }: FaultDefinition,
): Scenario {
  const work = before.filter((step) => "perform" in step && step.perform.procedure === needs);
  return {
    summary: `${name}, to be killed at.`,
    topology: killTopology,
    profile: "stock",
    tags: [],
    lanes,
    ...(workload === undefined ? {} : { workload }),
    steps: [
      { hold: "1s", reason: "calm" },
      ...work,
      sustained ? { inject, as: strike, for: "10s" } : { inject, as: strike },
      { recover: "180s" },
    ],
    guarantees: [membersHealthy()],
  };
}

/** The lane that decides who is hit, else one of writes; and one to the application where the scenario has such. */
function lanesFor(lanes: Scenario["lanes"], topology: Topology, deciding: string | undefined): Scenario["lanes"] {
  const decides = (spec: LaneSpec | WatchSpec) =>
    deciding !== undefined && plannedLanes([spec], topology).includes(deciding);
  const first = lanes.find(decides) ?? write({ via: "api", connection: "reused" });
  const application = lanes.find((spec) => spec !== first && spec.operation.startsWith("workload"));
  return application === undefined ? [first] : [first, application];
}

function fits(scenario: Scenario, topology: Topology, all: Known): boolean {
  try {
    validateScenario(scenario, topology, all);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
