import type { Scope } from "../../../model/guarantee.ts";
import type { LaneTrack } from "../../../model/timeline.ts";
import type { Assumption } from "../../../model/verdict.ts";
import type { Facts } from "../../facts/facts.ts";
import { listing, percent } from "../../statistics/format.ts";
import { spreadOf } from "../../statistics/statistics.ts";
import { type Stretch, samplesIn, wholeRun } from "../../timeline/stretches.ts";
import { assume } from "../assume.ts";
import { judgedStretches } from "../disturbances.ts";
import { stretchOf } from "./judged-time.ts";
import { worstMean } from "./worst-window.ts";

const lateP99Ms = 20;
/**
 * In the worst ten seconds of a stretch as many may be later than that: a hiccup of half a second, which the schedule
 * of lanes survives. A stretch of an hour would else forgive half a minute.
 */
const worst = { share: 0.05, ms: 10_000 } as const;
const binMs = 1_000;

/** What is assumed of it. */
export const onTimeName = `attempts started on schedule: 99 % at most ${lateP99Ms} ms late`;

/** Whether attempts started when they were due, in each judged stretch; in the whole run where none is judged. */
export function onTime(facts: Facts, scopes: readonly Scope[]): Assumption {
  const name = onTimeName;
  const all = facts.lateStarts();
  if (all === null) return assume(name, false, "there was no attempt");
  const judged = judgedStretches(facts, scopes);
  const late = (judged.length === 0 ? [stretchOf(facts, {})] : judged).flatMap((stretch) => whyLate(facts, stretch));
  if (late.length > 0) return assume(name, false, listing(late));
  return assume(name, true, `p50 ${all.p50} ms, p99 ${all.p99} ms, latest ${all.max} ms`);
}

function whyLate(facts: Facts, stretch: Stretch): string[] {
  const spread = stretch.name === wholeRun ? facts.lateStarts() : spreadOf(lateness(facts.tracks, stretch));
  if (spread !== null && spread.p99 > lateP99Ms) {
    return [`${stretch.name}: p50 ${spread.p50} ms, p99 ${spread.p99} ms, latest ${spread.max} ms`];
  }
  const share = worstMean(binsOf(facts.tracks, stretch), worst.ms, ({ late, made }) => late / made);
  if (share <= worst.share) return [];
  return [`${stretch.name}: ${percent(share, 1)} of the attempts in its worst ${worst.ms / 1_000} s were later`];
}

function lateness(tracks: readonly LaneTrack[], stretch: Stretch): Float64Array {
  const late = tracks.flatMap(({ samples }) =>
    samplesIn(samples, stretch).map(({ started, scheduled }) => started - scheduled),
  );
  return Float64Array.from(late).sort();
}

interface Bin {
  readonly from: number;
  readonly to: number;
  made: number;
  late: number;
}

/** Seconds in which attempts were due, in the order of time, with how many were made and how many of them late. */
function binsOf(tracks: readonly LaneTrack[], stretch: Stretch): Bin[] {
  const bins = new Map<number, Bin>();
  for (const { samples } of tracks) {
    let bin = binAt(Number.NaN);
    for (const { scheduled, started } of samplesIn(samples, stretch)) {
      // Samples of a lane come in order, so that the next is mostly of the same second.
      if (!(scheduled >= bin.from && scheduled < bin.to)) {
        const number = Math.floor(scheduled / binMs);
        bin = bins.get(number) ?? binAt(number);
        bins.set(number, bin);
      }
      bin.made += 1;
      if (started - scheduled > lateP99Ms) bin.late += 1;
    }
  }
  return [...bins.values()].toSorted((a, b) => a.from - b.from);
}

function binAt(number: number): Bin {
  return { from: number * binMs, to: (number + 1) * binMs, made: 0, late: 0 };
}
