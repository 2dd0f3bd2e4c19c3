import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { parseTopology } from "../cluster/topology.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { isWatchSpec, type LaneSpec, type WatchSpec } from "../model/lane.ts";
import type { Scenario } from "../model/scenario.ts";
import { checkGuarantees } from "./validation/guarantees.ts";
import type { Known } from "./validation/known.ts";
import { laneIds } from "./validation/lanes.ts";
import { at } from "./validation/place.ts";
import { checkStep } from "./validation/steps.ts";

/**
 * Checks that everything a scenario names is there and fits together, before anything is touched. Answers the scenario with the defaults of
 * its guarantees' parameters filled in; throws UsageError with file and reason.
 */
export function validateScenario(scenario: Scenario, file: string, known: Known): Scenario {
  try {
    const topology = at("topology", () => {
      const path = known.topologyFile(scenario.topology);
      return parseTopology(readFileSync(path, "utf8"), path);
    });
    const idsOf = (spec: LaneSpec | WatchSpec, index: number) =>
      at(`lanes[${index}]`, () => laneIds(spec, topology, known));
    const lanes = scenario.lanes.flatMap(idsOf);
    const watches = scenario.lanes.flatMap((spec, index) => (isWatchSpec(spec) ? idsOf(spec, index) : []));
    const judged = { attempts: lanes.filter((lane) => !watches.includes(lane)), watches };
    const twice = lanes.find((lane, index) => lanes.indexOf(lane) !== index);
    if (twice !== undefined) throw new UsageError(`lanes: ${twice} is there twice`);
    const faults = scenario.steps.flatMap((step, index) =>
      at(`steps[${index}]`, () => checkStep(step, lanes, topology, known)),
    );
    const names = scenario.steps.flatMap((step) => {
      const within = "while" in step ? (step.while ?? []) : [];
      return "as" in step ? [step.as, ...within.map(({ as }) => as)] : [];
    });
    const again = names.find((name, index) => names.indexOf(name) !== index);
    if (again !== undefined) throw new UsageError(`steps: two steps are called "${again}"`);
    const work = names.filter((name) => !faults.includes(name));
    const guarantees = checkGuarantees(scenario.guarantees, { ...judged, faults, work }, topology, known);
    return { ...scenario, guarantees };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${relative(process.cwd(), file)}: ${messageOf(error)}`, { cause: error });
  }
}
