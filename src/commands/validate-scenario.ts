import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { z } from "zod";
import { matchesLane } from "../analysis/selection.ts";
import { isWindowName } from "../analysis/windows.ts";
import { parseTopology } from "../cluster/topology.ts";
import { toMs } from "../model/duration.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";
import type { LaneSpec } from "../model/lane.ts";
import type { Scenario, Step } from "../model/scenario.ts";
import type { HttpOperation } from "../probes/operation.ts";
import { unknownName } from "./nearest-names.ts";
import { describePath } from "./scenario-file.ts";

/** Everything that a scenario may name. */
export interface Known {
  readonly faults: ReadonlyMap<string, FaultDefinition>;
  readonly guarantees: ReadonlyMap<string, GuaranteeDefinition>;
  readonly operations: ReadonlyMap<string, HttpOperation>;
  topologyFile(name: string): string;
}

/**
 * Checks that everything a scenario names is there and fits together, before anything is touched. Answers the scenario with the defaults of
 * its guarantees' parameters filled in; throws UsageError with file and reason.
 */
export function validateScenario(scenario: Scenario, file: string, known: Known): Scenario {
  try {
    const nodes = at("topology", () => controlPlaneNames(known.topologyFile(scenario.topology)));
    const lanes = scenario.lanes.flatMap((spec, index) => at(`lanes[${index}]`, () => laneIds(spec, nodes, known)));
    const twice = lanes.find((lane, index) => lanes.indexOf(lane) !== index);
    if (twice !== undefined) throw new UsageError(`lanes: ${twice} is there twice`);
    const faults = scenario.steps.flatMap((step, index) => at(`steps[${index}]`, () => checkStep(step, known)));
    const again = faults.find((fault, index) => faults.indexOf(fault) !== index);
    if (again !== undefined) throw new UsageError(`steps: two faults are called "${again}"`);
    const guarantees = scenario.guarantees.map((spec, index) =>
      at(`guarantees[${index}]`, () => checkGuarantee(spec, lanes, faults, known)),
    );
    return { ...scenario, guarantees };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${relative(process.cwd(), file)}: ${messageOf(error)}`, { cause: error });
  }
}

/** The ids of the lanes that a lane of a scenario becomes on these control planes. */
function laneIds(spec: LaneSpec, nodes: readonly string[], known: Known): string[] {
  const operation = known.operations.get(spec.operation);
  if (operation === undefined) throw unknownName("operation", spec.operation, [...known.operations.keys()]);
  if (!operation.vias.includes(spec.via)) throw new UsageError(`${spec.operation} does not go via ${spec.via}`);
  const vias = spec.via === "load-balancer" ? ["lb"] : nodes;
  return vias.map((via) => `${spec.operation}/${via}/${spec.connection}`);
}

/** What kind will call the control planes of a topology. */
function controlPlaneNames(file: string): string[] {
  const { controlPlanes } = parseTopology(readFileSync(file, "utf8"), file);
  return Array.from({ length: controlPlanes }, (_, n) => (n === 0 ? "control-plane" : `control-plane${n + 1}`));
}

/** The name of the fault of a step, if it is one. */
function checkStep(step: Step, known: Known): string[] {
  if ("hold" in step) toMs(step.hold);
  if ("recover" in step) toMs(step.recover);
  if (!("inject" in step)) return [];
  const definition = known.faults.get(step.inject.fault);
  if (definition === undefined) throw unknownName("fault", step.inject.fault, [...known.faults.keys()]);
  checkParams(definition.params, step.inject.params, step.inject.fault);
  if (definition.lasts && step.for === undefined)
    throw new UsageError(`${step.as} lasts until it is healed: say for how long`);
  if (!definition.lasts && step.for !== undefined)
    throw new UsageError(`${step.as} is over at once: it cannot be held`);
  return [step.as];
}

function checkGuarantee(
  spec: GuaranteeSpec,
  lanes: readonly string[],
  faults: readonly string[],
  known: Known,
): GuaranteeSpec {
  const definition = known.guarantees.get(spec.guarantee);
  if (definition === undefined) throw unknownName("guarantee", spec.guarantee, [...known.guarantees.keys()]);
  const params = checkParams(definition.params, spec.params, spec.guarantee);
  const { during, lanes: patterns } = params;
  if (typeof during === "string" && !isWindowName(during, faults)) throw unknownName("fault", during, faults);
  for (const pattern of [patterns].flat()) {
    if (typeof pattern !== "string" || lanes.some((lane) => matchesLane(pattern, lane))) continue;
    throw unknownName("lane", pattern, lanes);
  }
  return { guarantee: spec.guarantee, params };
}

function checkParams<Params>(schema: z.ZodType<Params>, params: unknown, name: string): Params {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${name}: ${describePath(issue?.path ?? [])}: ${issue?.message}`);
}

/** Puts the place in the scenario before what is wrong there. */
function at<Value>(place: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${place}: ${messageOf(error)}`, { cause: error });
  }
}
