import type { LaneFigures, Outage, StretchFigures } from "../../model/figures.ts";
import { latencyMs, type Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import { ascending, countUpTo, countWords, share, spreadOf, tenth } from "../statistics/statistics.ts";
import { belongs, type Stretch, samplesIn } from "../timeline/stretches.ts";
import { findDegradations } from "./degradations.ts";
import { answerWithinMs, type FoundOutage, longestOutage } from "./outages.ts";

/** The figures of every lane in every stretch of a run. */
export function stretchFiguresOf(facts: Facts): StretchFigures[] {
  return facts.stretches().map((stretch) => ({
    name: stretch.name,
    from: tenth(stretch.from),
    to: tenth(Math.min(stretch.to, facts.endedAt)),
    lanes: facts.tracks.map((track) => laneFigures(track, facts.outagesOf(track), stretch, facts.backends)),
  }));
}

/** Those outages of which an attempt belongs to a stretch, with the bounds that the whole lane gives them. */
export function outagesIn(outages: readonly FoundOutage[], stretch: Pick<Stretch, "from" | "to">): FoundOutage[] {
  return outages.filter((outage) => outage.samples.some((sample) => belongs(sample, stretch)));
}

function laneFigures(
  track: LaneTrack,
  outages: readonly FoundOutage[],
  stretch: Stretch,
  backends: readonly string[],
): LaneFigures {
  const samples = samplesIn(track.samples, stretch);
  const failures = samples.filter((sample) => sample.outcome !== "ok");
  const latencies = ascending(latenciesOf(samples));
  const inTime = countUpTo(latencies, answerWithinMs);
  const unknown = failures.filter((sample) => sample.outcome === "unknown").length;
  const here = outagesIn(outages, stretch);
  return {
    lane: track.lane.id,
    attempts: samples.length,
    ok: inTime,
    late: latencies.length - inTime,
    failed: failures.length - unknown,
    unknown,
    errors: countWords(failures.map((sample) => sample.error ?? sample.outcome)),
    latencyMs: spreadOf(latencies),
    availability: samples.length === 0 ? null : availability(latencies, samples.length),
    longestOutage: plain(longestOutage(here)),
    outageCount: here.length,
    degradations: findDegradations(samples, backends),
  };
}

/** Latencies of successes. */
function* latenciesOf(samples: readonly Sample[]): Generator<number> {
  for (const sample of samples) if (sample.outcome === "ok") yield latencyMs(sample);
}

function availability(latencies: Float64Array, attempts: number): NonNullable<LaneFigures["availability"]> {
  const within = (budgetMs: number) => share(countUpTo(latencies, budgetMs), attempts);
  return { "100ms": within(100), "1s": within(1_000), "5s": within(5_000), "10s": within(10_000) };
}

function plain(outage: FoundOutage | undefined): Outage | null {
  if (outage === undefined) return null;
  const { samples: _, ...rest } = outage;
  return rest;
}
