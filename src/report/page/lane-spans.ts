import { type CourseState, courseStates } from "../../model/course.ts";
import type { LaneSeries, Series } from "../../model/series.ts";

/** A time in which a lane fared alike; milliseconds since the run's start. */
export interface LaneSpan {
  readonly from: number;
  readonly to: number;
  readonly state: CourseState;
}

/** Attempts of a lane by what became of them, one number for each bin. */
export type LaneCounts = Pick<LaneSeries, "ok" | "late" | "failed" | "unknown">;

/** Nothing was tried yet, or nothing more. */
const nothing = -1;

type Hole = { readonly from: number; readonly to: number };

/**
 * How a lane fared over time: each bin by the worst attempt in it, which lasts until the next attempt; over it the times
 * in which it did not look. A bin with an attempt that was not ok is never hidden, however short it is.
 */
export function laneSpans(lane: LaneCounts, series: Omit<Series, "lanes">, holes: readonly Hole[]): LaneSpan[] {
  const { from, binMs, bins } = series;
  const states = new Int8Array(bins).fill(nothing);
  const own = Array.from({ length: bins }, (_, bin) => worstOf(lane, bin));
  let last = nothing;
  let lastBin = bins - 1;
  while (lastBin >= 0 && own[lastBin] === nothing) lastBin -= 1;
  for (let bin = 0; bin <= lastBin; bin += 1) {
    const state = own[bin] ?? nothing;
    if (state !== nothing) last = state;
    states[bin] = last;
  }
  for (const hole of holes) {
    const first = Math.max(0, Math.floor((hole.from - from) / binMs));
    const end = Math.min(bins, Math.ceil((hole.to - from) / binMs));
    for (let bin = first; bin < end; bin += 1) states[bin] = unobserved;
  }
  for (const [bin, state] of own.entries()) if (state > 0) states[bin] = state;
  return merged(states, series);
}

const [, slow, failed, unknown, unobserved] = [0, 1, 2, 3, 4];

function worstOf({ ok, late, failed: lost, unknown: open }: LaneCounts, bin: number): number {
  if ((lost[bin] ?? 0) > 0) return failed as number;
  if ((open[bin] ?? 0) > 0) return unknown as number;
  if ((late[bin] ?? 0) > 0) return slow as number;
  return (ok[bin] ?? 0) > 0 ? 0 : nothing;
}

function merged(states: Int8Array, { from, binMs }: Omit<Series, "lanes">): LaneSpan[] {
  const spans: LaneSpan[] = [];
  let first = 0;
  for (let bin = 1; bin <= states.length; bin += 1) {
    if (bin < states.length && states[bin] === states[first]) continue;
    const state = courseStates[states[first] ?? nothing];
    if (state !== undefined) spans.push({ from: from + first * binMs, to: from + bin * binMs, state });
    first = bin;
  }
  return spans;
}
