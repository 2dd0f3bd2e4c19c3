import type { FailoverPhase } from "../../model/failover.ts";
import type { Facts } from "../facts/facts.ts";
import type { DerivedLimit } from "../limits/derived-limit.ts";
import { tenth } from "../statistics/statistics.ts";
import { engineMoment } from "../timeline/engine-clock.ts";
import type { Moment } from "../timeline/revision-clock.ts";

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

/**
 * The phase of a moment, milliseconds of the run, of a failover that began at `from`; none where there was no such
 * moment.
 */
export function told(
  name: string,
  when: Moment | undefined,
  from: number,
  summary = "",
  expected?: Expected,
): FailoverPhase[] {
  if (when === undefined) return [];
  return [phase(name, [Math.max(0, when[0] - from), Math.max(0, when[1] - from)], expected, summary)];
}

/**
 * What the object itself says of the time, which is in whole seconds of the engine's machine's clock; nothing where nobody
 * knows how that went.
 */
export function since(time: string | undefined, facts: Pick<Facts, "eventsOf">, from: number): string {
  const moment = engineMoment(time, facts);
  if (moment === undefined) return "";
  const [least, most] = moment.map((ms) => ((ms - from) / 1_000).toFixed(1));
  return `${least} to ${most} s by the object's own word (whole seconds of the engine's machine)`;
}
