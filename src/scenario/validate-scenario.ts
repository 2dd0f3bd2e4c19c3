import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { z } from "zod";
import { deriveLimit } from "../analysis/limits/derived-limits.ts";
import { matchesLane } from "../analysis/timeline/selection.ts";
import { isStretchName } from "../analysis/timeline/stretches.ts";
import { plannedSettings } from "../cluster/planned-settings.ts";
import { parseTopology } from "../cluster/topology.ts";
import { toMs } from "../model/duration.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import { type GuaranteeDefinition, type GuaranteeSpec, limitSchema } from "../model/guarantee.ts";
import { isWatchSpec, type LaneSpec, type WatchSpec } from "../model/lane.ts";
import type { ProcedureDefinition, ProcedureSpec } from "../model/procedure.ts";
import type { Scenario, Step } from "../model/scenario.ts";
import { type TargetSpec, targetSchema } from "../model/target.ts";
import type { Topology } from "../model/topology.ts";
import { laneId, nodesOnTheWay } from "../probes/lanes/lanes.ts";
import { type AnyOperation, connectionsOf } from "../probes/operation.ts";
import { incompatibility } from "../targets/fit.ts";
import { unknownName } from "./nearest-names.ts";
import { describePath } from "./scenario-file.ts";

/** Everything that a scenario may name. */
export interface Known {
  readonly faults: ReadonlyMap<string, FaultDefinition>;
  readonly procedures: ReadonlyMap<string, ProcedureDefinition>;
  readonly guarantees: ReadonlyMap<string, GuaranteeDefinition>;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  topologyFile(name: string): string;
}

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
    const guarantees = scenario.guarantees.map((spec, index) =>
      at(`guarantees[${index}]`, () => checkGuarantee(spec, judged, faults, topology, known)),
    );
    return { ...scenario, guarantees };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${relative(process.cwd(), file)}: ${messageOf(error)}`, { cause: error });
  }
}

/** The ids of the lanes that a lane of a scenario becomes on a topology. */
function laneIds(spec: LaneSpec | WatchSpec, topology: Topology, known: Known): string[] {
  const operation = known.operations.get(spec.operation);
  if (operation === undefined) throw unknownName("operation", spec.operation, [...known.operations.keys()]);
  if (isWatchSpec(spec) !== (operation.protocol === "watch"))
    throw new UsageError(`${spec.operation}: write its lane with the function of that name`);
  if (!operation.vias.includes(spec.via)) throw new UsageError(`${spec.operation} does not go via ${spec.via}`);
  const connections = connectionsOf(operation);
  if (!connections.includes(spec.connection))
    throw new UsageError(`${spec.operation} has no ${spec.connection} connections: ${connections.join(" or ")}`);
  return nodesOnTheWay(spec.via, topology).map((node) => laneId(spec, node));
}

/** The name of the fault of a step, if it is one. */
function checkStep(step: Step, lanes: readonly string[], topology: Topology, known: Known): string[] {
  if ("hold" in step) toMs(step.hold);
  if ("recover" in step) toMs(step.recover);
  if ("perform" in step) checkProcedure(step.perform, lanes, known);
  if (!("inject" in step)) return [];
  for (const { perform } of step.while ?? []) checkProcedure(perform, lanes, known);
  const definition = known.faults.get(step.inject.fault);
  if (definition === undefined) throw unknownName("fault", step.inject.fault, [...known.faults.keys()]);
  checkParams(definition.params, step.inject.params, step.inject.fault);
  checkTarget(step.inject.fault, step.inject.target, lanes);
  const problem = incompatibility(step.inject, definition, topology);
  if (problem !== undefined) throw new UsageError(`${step.as}: ${problem}`);
  if (definition.sustained && step.for === undefined)
    throw new UsageError(`${step.as} lasts until it is healed: say for how long`);
  if (!definition.sustained && step.for !== undefined)
    throw new UsageError(`${step.as} is over at once: it cannot be held`);
  if (!definition.sustained && step.while !== undefined)
    throw new UsageError(`${step.as} is over at once: nothing can be done meanwhile`);
  return [step.as];
}

function checkProcedure(spec: ProcedureSpec, lanes: readonly string[], known: Known): void {
  const definition = known.procedures.get(spec.procedure);
  if (definition === undefined) throw unknownName("procedure", spec.procedure, [...known.procedures.keys()]);
  checkParams(definition.params, spec.params, spec.procedure);
  checkTarget(spec.procedure, spec.target, lanes);
}

/** A target whose parameters are right, and whose lane is there and has a connection that stays. */
function checkTarget(of: string, target: TargetSpec, lanes: readonly string[]): void {
  checkParams(targetSchema, target, `${of}: target`);
  if (target.role !== "lane") return;
  const staying = lanes.filter((lane) => lane.includes("/api/") && !lane.endsWith("/new"));
  if (!staying.includes(target.lane)) throw unknownName("reused lane through the load balancer", target.lane, staying);
}

function checkGuarantee(
  spec: GuaranteeSpec,
  laneIds: { readonly attempts: readonly string[]; readonly watches: readonly string[] },
  faults: readonly string[],
  topology: Topology,
  known: Known,
): GuaranteeSpec {
  const definition = known.guarantees.get(spec.guarantee);
  if (definition === undefined) throw unknownName("guarantee", spec.guarantee, [...known.guarantees.keys()]);
  const params = checkParams(definition.params, spec.params, spec.guarantee);
  const { during, lanes: patterns } = params;
  const lanes = laneIds[definition.judges ?? "attempts"];
  if (typeof during === "string" && !isStretchName(during, faults)) throw unknownName("fault", during, faults);
  const bound = limitSchema.safeParse(params.limit).data;
  if (typeof bound === "object" && deriveLimit(bound.derived, plannedSettings(topology.config)) === undefined)
    throw new UsageError(`limit ${bound.derived}: ${topology.name} has no load balancer`);
  if (patterns === undefined) return { guarantee: spec.guarantee, params };
  const idle = [patterns]
    .flat()
    .map(String)
    .find((pattern) => !lanes.some((lane) => matchesLane(pattern, lane)));
  if (idle !== undefined) throw unknownName("lane", idle, lanes);
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
