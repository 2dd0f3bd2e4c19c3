import { z } from "zod";
import { duringParam, severalLanesParam, shareParam } from "../analysis/limits/parameters.ts";
import { listing, percent } from "../analysis/statistics/format.ts";
import { medianBounds } from "../analysis/statistics/intervals.ts";
import { ascending, quantile } from "../analysis/statistics/statistics.ts";
import { matchesLane } from "../analysis/timeline/lane-patterns.ts";
import { samplesIn } from "../analysis/timeline/stretches.ts";
import { inconclusive } from "../model/guarantee.ts";
import { type Outcome, worst } from "../model/outcome.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { type Selection, selectLanes } from "./kit/lanes.ts";
import { clientsOf } from "./kit/plain-lanes.ts";

/** Fewer answers of a lane tell too little of its median. */
const fewestAnswers = 50;

const params = z.strictObject({
  /** The lane that the others are held against, and the others; a `*` takes lanes together. */
  lanes: severalLanesParam,
  during: duringParam,
  /** By which share another lane's median may be lower, 0 to 1. */
  tolerance: shareParam.default(0.1),
});

/** What the answered attempts of one lane took, from their start to their end, milliseconds. */
interface LaneTimes {
  readonly lane: string;
  readonly answered: number;
  readonly median: number;
  readonly p99: number;
  readonly mean: number;
  /** Where the median lies; those of two lanes hold together with 99 % certainty. */
  readonly bounds: readonly [number, number];
}

const definition = defineGuarantee({
  name: "not-faster",
  summary: "The median time of an attempt is on no lane lower than on the first.",
  about: "time",
  slownessHelps: () => true,
  covers: "It covers answered attempts of these lanes in the stretch, from their start to their end.",
  leavesOut:
    "It leaves out failed attempts, because they have no time of an answer; what an attempt waits before it starts, because that is the prober's own.",
  exempt: {
    "more-failures":
      "It compares what answers take: that a lane answers less often makes no other lane faster or slower.",
  },
  params,
  describe: ({ lanes: [first, ...others], during, tolerance }) =>
    `${others.join(", ")}: the median time of an attempt is not lower than that of ${first} ` +
    `by more than ${percent(tolerance, 1)} (${during})`,
  plainly: ({ lanes: [first = "", ...others] }) => ({
    held: `${clientsOf(others)} were not faster than ${clientsOf(first)}`,
    broken: `${clientsOf(others)} were faster than ${clientsOf(first)}`,
  }),
  judge(wanted, facts) {
    const selection = selectLanes(wanted, facts);
    const lanes = wanted.lanes.map((pattern) => timesOf(pattern, selection));
    const few = lanes.filter(({ answered }) => answered < fewestAnswers);
    if (few.length > 0) {
      const told = few.map(({ lane, answered }) => `${lane} ${answered}`);
      return inconclusive(`fewer than ${fewestAnswers} answered attempts: ${listing(told)}`);
    }
    const [first, ...others] = lanes as [LaneTimes, ...LaneTimes[]];
    const words = [tell(first), ...others.map((other) => `${tell(other)}, ${tellRatio(first, other)}`)];
    return {
      outcome: worst(others.map((other) => compare(first, other, wanted.tolerance))),
      summary: words.join("; "),
      marks: [],
    };
  },
  stories,
});
export default definition;

/**
 * Promises that the median service time of none of the other lanes is lower than that of the first by more than a
 * tolerance; judged with what chance leaves open (99 % for each other lane). What one client gets done follows from the
 * same times: it waits for each answer.
 */
export const notFaster = definition.spec;

function timesOf(pattern: string, { tracks, stretch }: Selection): LaneTimes {
  const samples = tracks
    .filter(({ lane }) => matchesLane(pattern, lane.id))
    .flatMap((track) => samplesIn(track.samples, stretch).filter(({ outcome }) => outcome === "ok"));
  // From the start: what an attempt waits before it is made is the prober's own.
  const times = ascending(samples.map(({ started, ended }) => ended - started));
  return {
    lane: pattern,
    answered: times.length,
    median: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
    bounds: medianBounds(times),
  };
}

function compare(first: LaneTimes, other: LaneTimes, tolerance: number): Outcome {
  const least = 1 - tolerance;
  if (other.bounds[0] >= least * first.bounds[1]) return "pass";
  return other.bounds[1] < least * first.bounds[0] ? "fail" : "inconclusive";
}

function tell({ lane, median, p99, mean }: LaneTimes): string {
  const times = `median ${median.toFixed(1)} ms, 99 % within ${p99.toFixed(1)} ms`;
  return `${lane}: ${times}, a client that waits for each answer writes ${Math.round(1_000 / mean)} a second`;
}

function tellRatio(first: LaneTimes, other: LaneTimes): string {
  const [low, high] = [other.bounds[0] / first.bounds[1], other.bounds[1] / first.bounds[0]];
  return `median ${low.toFixed(2)} to ${high.toFixed(2)} times the first's with 99 % certainty`;
}

function stories(): Stories {
  const lanes = [1, 3, 5].map((members) => `quorum-write-${members}/in-cluster/reused`);
  const written = (...leastMs: readonly number[]): Story => ({
    lanes,
    guarantees: [notFaster({ lanes })],
    fate: ({ lane, random }) => ({ latencyMs: (leastMs[lanes.indexOf(lane)] ?? 0) + 2 * random() }),
  });
  return {
    pass: written(4, 6, 8),
    fail: written(8, 6, 4),
    // All alike, from 4 to 16 ms: chance alone could make a difference of the tolerance.
    inconclusive: { lanes, guarantees: [notFaster({ lanes })] },
  };
}
