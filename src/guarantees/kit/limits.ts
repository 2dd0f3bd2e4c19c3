import { deriveLimit, lacksAddress, resolveLimit } from "../../analysis/limits/derived-limits.ts";
import { formatMs, toMs } from "../../model/duration.ts";
import type { Limit } from "../../model/guarantee.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Settings } from "../../model/settings.ts";
import { NothingToJudge } from "./nothing-to-judge.ts";

/** A limit in a promise: the number, with its formula where it is derived from the cluster's own settings. */
export function describeLimit(limit: Limit, settings: Settings | undefined): string {
  if (typeof limit === "string") return formatMs(toMs(limit));
  if (settings === undefined) return `the cluster's own limit, ${limit.derived}`;
  const derived = deriveLimit(limit.derived, settings);
  if (derived === undefined)
    return `its limit (${limit.derived}: there is no load balancer${lacksAddress(limit.derived, settings) ? " with a virtual address" : ""})`;
  const plusMs = limit.plus === undefined ? 0 : toMs(limit.plus);
  const plus = limit.plus === undefined ? "" : ` + ${formatMs(plusMs)}`;
  return `${formatMs(derived.limitMs + plusMs)} (${derived.formula}${plus})`;
}

/**
 * What measured bounds say of a limit: a pass needs "at most" within it, a failure "at least" beyond it; an open end
 * decides nothing.
 */
export function judgeBounds([atLeastMs, atMostMs]: readonly [number, number | null], limitMs: number): Outcome {
  if (atLeastMs > limitMs) return "fail";
  return atMostMs !== null && atMostMs <= limitMs ? "pass" : "inconclusive";
}

/**
 * A limit with where it comes from, for a judgement; throws NothingToJudge where it needs the cluster's settings and
 * they are not known.
 */
export function limitOf(limit: Limit, settings: Settings | undefined): NonNullable<ReturnType<typeof resolveLimit>> {
  const resolved = resolveLimit(limit, settings);
  if (resolved === undefined) throw new NothingToJudge("the cluster's settings are not known, so there is no limit");
  return resolved;
}
