import type { Kept } from "../../apps/application/kept.ts";
import type { ApplicationOptions } from "../../model/application.ts";
import type { GuaranteeSpec } from "../../model/guarantee.ts";
import { asksWorkload } from "../../model/workload.ts";
import type { Known } from "../validation/known.ts";
import { connectionFor, isAskedInside, operationFor } from "./asked-lanes.ts";

/** Guarantees about the built-in workload's own shape, or about what only its scenarios do to it. */
const builtIn: readonly string[] = [
  "pinned-by-volume",
  "new-endpoints-wait",
  "outage-until-repaired",
  "outage-until-replaced",
];
/** Those that say something of an application only where it has what they are about. */
const needing: Readonly<Record<string, (kept: Kept, application: ApplicationOptions) => boolean>> = {
  "pdb-respected": ({ budget }) => budget,
  "replicas-scheduled": ({ replaced }) => replaced,
  "spread-restored": ({ replaced }) => replaced,
  "served-within": ({ replaced }, { http }) => replaced && http?.replica !== undefined,
  "at-most-one-pod": (_, application) => operationFor(application) !== undefined,
  "endpoints-stable": (_, application) => operationFor(application) !== undefined,
};

/** What the transformation of a scenario is about. */
export interface Change {
  readonly application: ApplicationOptions;
  readonly kept: Kept;
  readonly known: Known;
  /** Names of steps that are left out. */
  readonly gone: readonly string[];
}

/** The same guarantee of an application in the place of the built-in workload; undefined where it is not about that. */
export function askedGuarantee(spec: GuaranteeSpec, change: Change): GuaranteeSpec | undefined {
  const { application, kept, known, gone } = change;
  const definition = known.guarantees.get(spec.guarantee);
  const parsed = definition?.params.safeParse(spec.params);
  // What is wrong with it is told where the scenario is checked.
  if (definition === undefined || parsed?.success !== true) return spec;
  if (builtIn.includes(spec.guarantee) || needing[spec.guarantee]?.(kept, application) === false) return undefined;
  const { references } = definition.scope(parsed.data);
  if (references.some(({ names }) => names.some((name) => gone.includes(name.replace(/:.*$/, ""))))) return undefined;
  if (definition.reads?.(parsed.data).some((operation) => operation.startsWith("store-")) === true) return undefined;
  const lanes = references.find(({ to }) => to === "lanes");
  if (lanes === undefined) return spec;
  const patterns = [...new Set(lanes.names.flatMap((pattern) => askedPattern(pattern, application) ?? []))];
  if (patterns.join() === lanes.names.join()) return spec;
  if (patterns.length === 0) return undefined;
  // How many must fail at least is about the places of the built-in one's replicas.
  const { atLeast: _, ...kind } = spec.params;
  const params = { ...kind, [lanes.param]: patterns };
  const isUnnamed = definition.spec(spec.params).id === spec.id;
  return definition.spec(isUnnamed ? params : { ...params, as: spec.id });
}

/**
 * "workload-http/worker2/new", or the same of an application that the scenario itself brings, as a pattern of the
 * application's lanes; undefined where it has none such.
 */
export function askedPattern(pattern: string, application: ApplicationOptions): string | undefined {
  const [operation = "", way = "*", connection = "*"] = pattern.split("/");
  if (operation.startsWith("store-") || operation === "workload-lookup") return undefined;
  if (!asksWorkload(operation)) return pattern;
  const [own, stands] = [operationFor(application), connectionFor(application, connection)];
  const from = isAskedInside(application) && way !== "*" ? "in-cluster" : way;
  return own === undefined || stands === undefined ? undefined : `${own}/${from}/${stands}`;
}
