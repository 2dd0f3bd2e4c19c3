import { createRandom } from "../../src/model/random.ts";
import type { Sample } from "../../src/model/sample.ts";
import { CloserProbing } from "../../src/probes/attempts/adaptive-sampling.ts";

/** A server that is out from `from` to `to`, and a lane that looks at it. Milliseconds. */
export interface Truth {
  readonly from: number;
  readonly to: number;
  /** How the server behaves while it is out: refuses at once, never answers, or answers when it is back. */
  readonly way: "refuse" | "hang" | "stall";
}

/** How a lane attempts. */
export interface LaneSketch {
  readonly seed: number;
  readonly durationMs: number;
  readonly periodMs: number;
  readonly deadlineMs: number;
  /** The slowest a quick answer may be. */
  readonly slowestMs: number;
}

/** An attempt that is still to be simulated. */
interface Due {
  readonly scheduled: number;
  readonly latency: number;
  /** Where between its start and its usual end it meets the server, 0 to 1. */
  readonly meets: number;
  /** Undefined of an extra attempt. */
  readonly number: number | undefined;
}

/**
 * The attempts of a lane against servers that are out as told: each meets the server at a random moment between its
 * start and its usual end.
 */
export function simulateLane(lane: LaneSketch, truths: readonly Truth[]): Sample[] {
  return scheduleOf(lane).map((due) => meet(due, truths, lane.deadlineMs));
}

/**
 * The same with the extra attempts that the real meter makes while a lane is out: the samples of the schedule are
 * exactly the same ones.
 */
export function simulateCloser(lane: LaneSketch, truths: readonly Truth[]): Sample[] {
  const random = createRandom(lane.seed + 1);
  const closer = new CloserProbing(lane.periodMs, lane.seed + 2);
  const regular = scheduleOf(lane)
    .map((due) => meet(due, truths, lane.deadlineMs))
    .sort((a, b) => a.ended - b.ended);
  const ended: Sample[] = [];
  // At most one extra attempt is waiting or under way, and a success takes back one that has not begun.
  let extra: Sample | undefined;
  for (let index = 0; index < regular.length; ) {
    const scheduled = regular[index] as Sample;
    const next = extra !== undefined && extra.ended < scheduled.ended ? extra : scheduled;
    if (next === extra) extra = undefined;
    else index += 1;
    ended.push(next);
    const pauseMs = closer.pauseAfter(next);
    if (next.outcome === "ok" && extra !== undefined && extra.started > next.ended) extra = undefined;
    if (pauseMs === undefined || extra !== undefined) continue;
    const latency = 0.5 + random() * lane.slowestMs;
    extra = meet(
      { scheduled: next.ended + pauseMs, latency, meets: random(), number: undefined },
      truths,
      lane.deadlineMs,
    );
  }
  return ended.toSorted((a, b) => a.started - b.started);
}

function scheduleOf(lane: LaneSketch): Due[] {
  const random = createRandom(lane.seed);
  const attempts = Math.floor(lane.durationMs / lane.periodMs);
  return Array.from({ length: attempts }, (_, number) => ({
    number,
    scheduled: (number + random()) * lane.periodMs,
    latency: 0.5 + random() * lane.slowestMs,
    meets: random(),
  })).toSorted((a, b) => a.scheduled - b.scheduled);
}

function meet({ number, scheduled, latency, meets }: Due, truths: readonly Truth[], deadlineMs: number): Sample {
  const met = scheduled + latency * meets;
  const truth = truths.find(({ from, to }) => met >= from && met < to);
  return { ...sampleOf(scheduled, latency, met, truth, deadlineMs), number };
}

function sampleOf(
  scheduled: number,
  latency: number,
  met: number,
  truth: Truth | undefined,
  deadlineMs: number,
): Omit<Sample, "number"> {
  const base = { lane: 0, scheduled, started: scheduled, connection: 0 };
  const quick = { ...base, ended: scheduled + latency, outcome: "ok" as const };
  if (truth === undefined) return quick;
  if (truth.way === "refuse") return { ...quick, outcome: "failed", error: "refused" };
  const back = truth.to + (scheduled + latency - met);
  if (truth.way === "stall" && back - scheduled < deadlineMs) return { ...quick, ended: back };
  return { ...base, ended: scheduled + deadlineMs, outcome: "failed", error: "hang" };
}
