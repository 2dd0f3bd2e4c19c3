import { formatMs } from "../model/duration.ts";
import type { Limit } from "../model/guarantee.ts";
import type { Settings } from "../model/settings.ts";
import { resolveLimit } from "./bounds.ts";

/** The limit's part of a judgement; undefined where the settings that it is computed from are not known. */
export function limitOf(limit: Limit, settings: Settings | undefined): ReturnType<typeof resolveLimit> {
  return resolveLimit(limit, settings);
}

/** A limit in a promise: the number with its formula, or the number alone where the scenario demands it. */
export function describeLimit(limit: Limit, settings: Settings): string {
  const resolved = resolveLimit(limit, settings);
  if (resolved === undefined) return "an unknown limit";
  return typeof limit === "string"
    ? formatMs(resolved.limitMs)
    : `${formatMs(resolved.limitMs)} (${resolved.limitFrom})`;
}
