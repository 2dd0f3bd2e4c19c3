import type { FailoverPhase } from "../../model/failover.ts";
import type { DerivedLimit } from "../limits/derived-limit.ts";
import { tenth } from "../statistics/statistics.ts";

/** Bounds of a moment, milliseconds since the injection. */
export type Bounds = readonly [number, number | null];

/** What the cluster's own settings let one expect, and where it comes from; undefined where they say nothing. */
export type Expected = Pick<DerivedLimit, "expectedMs" | "from"> | undefined;

/** A phase of a failover with its expectation: deviating where its bounds lie outside, on either side. */
export function phase(name: string, [atLeastMs, atMostMs]: Bounds, expected: Expected, summary: string): FailoverPhase {
  const measuredMs = [tenth(atLeastMs), atMostMs === null ? null : tenth(atMostMs)] as const;
  const outside =
    expected !== undefined &&
    (atLeastMs > expected.expectedMs[1] || (atMostMs !== null && atMostMs < expected.expectedMs[0]));
  return {
    phase: name,
    measuredMs,
    expectedMs: expected?.expectedMs ?? null,
    expectedSource: expected?.from ?? "",
    state: expected === undefined ? null : outside ? "deviating" : "ok",
    summary,
  };
}
