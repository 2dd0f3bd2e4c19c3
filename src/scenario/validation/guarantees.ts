import { deriveLimit } from "../../analysis/limits/derived-limits.ts";
import { matchesLane } from "../../analysis/timeline/selection.ts";
import { isStretchName } from "../../analysis/timeline/stretches.ts";
import { plannedSettings } from "../../cluster/planned-settings.ts";
import { UsageError } from "../../model/errors.ts";
import { type GuaranteeSpec, limitSchema } from "../../model/guarantee.ts";
import type { Topology } from "../../model/topology.ts";
import { unknownName } from "../nearest-names.ts";
import type { Known } from "./known.ts";
import { checkParams } from "./parameters.ts";

/** The guarantee with the defaults of its parameters; throws UsageError for a lane, stretch or limit that is not there. */
export function checkGuarantee(
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
