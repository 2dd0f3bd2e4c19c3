import type { Sample } from "../../src/model/sample.ts";
import { createRandom } from "../../src/probes/random.ts";

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

/** The attempts of a lane against servers that are out as told: each meets the server at a random moment between its start and its usual end. */
export function simulateLane(lane: LaneSketch, truths: readonly Truth[]): Sample[] {
  const random = createRandom(lane.seed);
  const attempts = Math.floor(lane.durationMs / lane.periodMs);
  const samples = Array.from({ length: attempts }, (_, number) => {
    const scheduled = (number + random()) * lane.periodMs;
    const latency = 0.5 + random() * lane.slowestMs;
    const met = scheduled + latency * random();
    const truth = truths.find(({ from, to }) => met >= from && met < to);
    return sampleOf(scheduled, latency, met, truth, lane.deadlineMs);
  });
  return samples.toSorted((a, b) => a.started - b.started);
}

function sampleOf(
  scheduled: number,
  latency: number,
  met: number,
  truth: Truth | undefined,
  deadlineMs: number,
): Sample {
  const base = { lane: 0, scheduled, started: scheduled, connection: 0 };
  const quick = { ...base, ended: scheduled + latency, outcome: "ok" as const };
  if (truth === undefined) return quick;
  if (truth.way === "refuse") return { ...quick, outcome: "failed", error: "refused" };
  const back = truth.to + (scheduled + latency - met);
  if (truth.way === "stall" && back - scheduled < deadlineMs) return { ...quick, ended: back };
  return { ...base, ended: scheduled + deadlineMs, outcome: "failed", error: "hang" };
}
