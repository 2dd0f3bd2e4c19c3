import { relative } from "node:path";
import { messageOf, UsageError } from "../model/errors.ts";
import { isWatchSpec, type LaneSpec, type WatchSpec } from "../model/lane.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { checkApplication } from "./application/check-application.ts";
import { checkGuarantees } from "./validation/guarantees.ts";
import type { Known } from "./validation/known.ts";
import { laneIds } from "./validation/lanes.ts";
import { checkNames } from "./validation/names.ts";
import { at } from "./validation/place.ts";
import { withPrimary } from "./validation/primary.ts";
import { withStanding } from "./validation/standing.ts";
import { checkStep, isStretchOfWork } from "./validation/steps.ts";
import { checkStore } from "./validation/store.ts";
import { checkTags } from "./validation/tags.ts";

/**
 * Checks that everything a scenario names is there and fits together on a topology, before anything is touched. Returns
 * the scenario with the defaults of its guarantees' parameters filled in, and what every run is asked for; throws UsageError with the place in the
 * scenario, the nearest names, and the reason.
 */
export function validateScenario(scenario: Scenario, topology: Topology, known: Known): Scenario {
  checkTags(scenario.tags);
  checkApplication(scenario);
  const ids = scenario.lanes.map((spec, index) => at(`lanes[${index}]`, () => laneIds(spec, topology, known)));
  const lanes = ids.flat();
  for (const [index, own] of ids.entries()) at(`lanes[${index}]`, () => mustBeNew(own, ids.slice(0, index).flat()));
  checkStore(scenario, topology);
  const watches = ids.filter((_, index) => isWatchSpec(scenario.lanes[index] as LaneSpec | WatchSpec)).flat();
  const judged = { attempts: lanes.filter((lane) => !watches.includes(lane)), watches };
  const faults = scenario.steps.flatMap((step, index) =>
    at(`steps[${index}]`, () => checkStep(step, scenario.steps.slice(0, index), { known, topology, lanes })),
  );
  const work = checkNames(scenario.steps).filter((name) => !faults.includes(name));
  const worked = scenario.steps.flatMap((step) => (isStretchOfWork(step, known) ? [step.as] : []));
  const guarantees = checkGuarantees(scenario.guarantees, { ...judged, faults, work, worked }, topology, known);
  const operations = scenario.lanes.map(({ operation }) => operation);
  const all = withStanding(guarantees, operations, known.guarantees);
  return { ...scenario, guarantees: withPrimary(all, scenario.primary) };
}

function mustBeNew(lanes: readonly string[], before: readonly string[]): void {
  const twice = lanes.find((lane) => before.includes(lane));
  if (twice !== undefined) throw new UsageError(`${twice} is there twice`);
}

/** Puts a file's name, as seen from the working folder, before what is wrong in it. */
export function inFile<Value>(file: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${relative(process.cwd(), file)}: ${messageOf(error)}`, { cause: error });
  }
}
