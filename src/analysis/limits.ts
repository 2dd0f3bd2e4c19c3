import { formatMs } from "../model/duration.ts";
import type { Limit } from "../model/guarantee.ts";
import type { Settings } from "../model/settings.ts";
import { computeBound, resolveLimit } from "./bounds.ts";

/** A limit in a promise: the number, with its formula where it is one of the cluster's own bounds. */
export function describeLimit(limit: Limit, settings: Settings): string {
  if (typeof limit === "string") return limit;
  const limitMs = resolveLimit(limit, settings)?.limitMs ?? Number.POSITIVE_INFINITY;
  const plus = limit.plus === undefined ? "" : ` + ${limit.plus}`;
  return `${formatMs(limitMs)} (${computeBound(limit.bound, settings).formula}${plus})`;
}
