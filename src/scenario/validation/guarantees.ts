import { deriveLimit, lacksAddress } from "../../analysis/limits/derived-limits.ts";
import { matchesLane } from "../../analysis/timeline/lane-patterns.ts";
import { isStretchName, wholeRun } from "../../analysis/timeline/stretches.ts";
import { plannedSettings } from "../../cluster/planned-settings.ts";
import { UsageError } from "../../model/errors.ts";
import { type GuaranteeSpec, limitSchema, type Reference, type Referent } from "../../model/guarantee.ts";
import { quoted, sameBefore } from "../../model/names.ts";
import type { Topology } from "../../model/topology.ts";
import { unknownName } from "../nearest-names.ts";
import type { Known } from "./known.ts";
import { mustBeReadable } from "./names.ts";
import { checkParams } from "./parameters.ts";
import { at } from "./place.ts";

/** What guarantees of a scenario may name: the ids of its lanes, and its steps. */
export interface Named {
  readonly attempts: readonly string[];
  readonly watches: readonly string[];
  readonly faults: readonly string[];
  readonly work: readonly string[];
  /** Those of the work that are stretches of the run. */
  readonly worked: readonly string[];
}

/**
 * The guarantees with the defaults of their parameters; throws UsageError with the place of what is not there, or is
 * there twice.
 */
export function checkGuarantees(
  specs: readonly GuaranteeSpec[],
  named: Named,
  topology: Topology,
  known: Known,
): GuaranteeSpec[] {
  if (specs.length === 0)
    throw new UsageError("guarantees: there is none, so that a run would show nothing: promise something");
  const checked = specs.map((spec, index) => checkGuarantee(spec, `guarantees[${index}]`, named, topology, known));
  const ids = specs.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    at(`guarantees[${index}]`, () => {
      mustBeReadable(id);
      const first = sameBefore(ids, index);
      if (first >= 0)
        throw new UsageError(
          `${quoted(id)} is what guarantees[${first}] is called too: give one of them a name of its own, as: "..."`,
        );
    });
  }
  return checked;
}

function checkGuarantee(
  spec: GuaranteeSpec,
  place: string,
  named: Named,
  topology: Topology,
  known: Known,
): GuaranteeSpec {
  const definition = known.guarantees.get(spec.guarantee);
  if (definition === undefined)
    return at(place, () => {
      throw unknownName("guarantee", spec.guarantee, [...known.guarantees.keys()]);
    });
  const params = at(place, () => checkParams(definition.params, spec.params, spec.guarantee));
  at(place, () => mustBeRead(definition.reads?.(params) ?? [], spec.guarantee, [...named.attempts, ...named.watches]));
  for (const reference of definition.scope(params).references)
    at(`${place}.${reference.param}`, () => checkReference(reference, named[definition.judges], named));
  for (const [param, value] of Object.entries(params)) at(`${place}.${param}`, () => limitMustFit(value, topology));
  return { ...spec, params };
}

/** Throws UsageError where a guarantee reads lanes of some operations, and there is none of any. */
function mustBeRead(operations: readonly string[], guarantee: string, lanes: readonly string[]): void {
  if (operations.length === 0) return;
  if (lanes.some((lane) => operations.some((operation) => matchesLane(`${operation}/*/*`, lane)))) return;
  throw new UsageError(`${guarantee} reads lanes of ${operations.join(", ")}, and there is none`);
}

/** Throws UsageError for the first name of a parameter that is not there, with the nearest that are. */
function checkReference({ to, names }: Reference, lanes: readonly string[], { faults, work, worked }: Named): void {
  const steps = [...faults, ...work];
  const isThere: Readonly<Record<Referent, (name: string) => boolean>> = {
    lanes: (pattern) => lanes.some((lane) => matchesLane(pattern, lane)),
    stretch: (name) => isStretchName(name, faults, worked),
    fault: (name) => name !== wholeRun && isStretchName(name, faults),
    work: (name) => work.includes(name),
    step: (name) => steps.includes(name),
  };
  const missing = names.find((name) => !isThere[to](name));
  if (missing === undefined) return;
  const [kind, there] = {
    lanes: ["lane", lanes],
    stretch: ["fault", [...faults, ...worked]],
    fault: ["fault", faults],
    work: ["work", work],
    step: ["step", steps],
  }[to] as [string, readonly string[]];
  throw unknownName(kind, missing, there);
}

/** Throws UsageError where a limit is one of a load balancer and the topology has none. */
export function limitMustFit(value: unknown, topology: Topology): void {
  const limit = limitSchema.safeParse(value).data;
  const settings = plannedSettings(topology.config);
  if (typeof limit !== "object" || deriveLimit(limit.derived, settings) !== undefined) return;
  if (lacksAddress(limit.derived, settings))
    throw new UsageError(`${limit.derived}: ${topology.name} has no load balancers with a virtual address`);
  throw new UsageError(`${limit.derived}: ${topology.name} has no load balancer`);
}
