import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { deriveLimit } from "../analysis/limits/derived-limits.ts";
import { matchesLane } from "../analysis/timeline/selection.ts";
import { isStretchName } from "../analysis/timeline/stretches.ts";
import { plannedSettings } from "../cluster/planned-settings.ts";
import { parseTopology } from "../cluster/topology.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { type GuaranteeDefinition, type GuaranteeSpec, limitSchema } from "../model/guarantee.ts";
import { isWatchSpec, type LaneSpec, type WatchSpec } from "../model/lane.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { laneId, nodesOnTheWay } from "../probes/lanes/lanes.ts";
import { type AnyOperation, connectionsOf } from "../probes/operation.ts";
import { checkSteps, type KnownInSteps } from "./check-steps.ts";
import { at, checkParams } from "./checks.ts";
import { unknownName } from "./nearest-names.ts";

/** Everything that a scenario may name. */
export interface Known extends KnownInSteps {
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
    const faults = checkSteps(scenario.steps, { known, topology, lanes });
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
