import type { LaneFigures, Outage, Stretch } from "../model/report.ts";
import type { Sample } from "../model/sample.ts";
import type { LaneTrack, Timeline } from "../model/timeline.ts";
import { findDegradations } from "./degradations.ts";
import { answerWithinMs, type FoundOutage, findOutages, longestOutage } from "./outages.ts";
import { countWords, share, spread, tenth } from "./statistics.ts";
import { belongs, type Window, windowsOf } from "./windows.ts";

const budgetsMs = { "100ms": 100, "1s": 1_000, "5s": 5_000, "10s": 10_000 } as const;

/** The figures of every lane in every stretch of a run. */
export function stretchesOf(timeline: Timeline): Stretch[] {
  const outages = new Map(timeline.tracks.map((track) => [track, outagesOf(track)]));
  return windowsOf(timeline).map((window) => ({
    name: window.name,
    from: tenth(window.from),
    to: tenth(Math.min(window.to, timeline.endedAt)),
    lanes: timeline.tracks.map((track) => laneFigures(track, outages.get(track) ?? [], window, timeline.backends)),
  }));
}

/** All outages of a lane, where an answer after more than a second counts as none. */
export function outagesOf(track: LaneTrack, withinMs = answerWithinMs): FoundOutage[] {
  return findOutages(track.samples, { withinMs });
}

/** Those outages of which an attempt belongs to a stretch, with the bounds that the whole lane gives them. */
export function outagesIn(outages: readonly FoundOutage[], window: Pick<Window, "from" | "to">): FoundOutage[] {
  return outages.filter((outage) => outage.samples.some((sample) => belongs(sample, window)));
}

function laneFigures(
  track: LaneTrack,
  outages: readonly FoundOutage[],
  window: Window,
  backends: readonly string[],
): LaneFigures {
  const samples = track.samples.filter((sample) => belongs(sample, window));
  const ok = samples.filter((sample) => sample.outcome === "ok");
  const here = outagesIn(outages, window);
  const unknown = samples.filter((sample) => sample.outcome === "unknown").length;
  return {
    lane: track.lane.id,
    attempts: samples.length,
    ok: ok.length,
    failed: samples.length - ok.length - unknown,
    unknown,
    errors: countWords(samples.flatMap((sample) => (sample.outcome === "ok" ? [] : [sample.error ?? sample.outcome]))),
    latencyMs: spread(ok.map((sample) => sample.ended - sample.scheduled)),
    availability: samples.length === 0 ? null : availability(ok, samples.length),
    longestOutage: plain(longestOutage(here)),
    outages: here.length,
    degradations: findDegradations(samples, backends),
  };
}

function availability(ok: readonly Sample[], attempts: number): NonNullable<LaneFigures["availability"]> {
  const within = (budgetMs: number) =>
    share(ok.filter((sample) => sample.ended - sample.scheduled <= budgetMs).length, attempts);
  return {
    "100ms": within(budgetsMs["100ms"]),
    "1s": within(budgetsMs["1s"]),
    "5s": within(budgetsMs["5s"]),
    "10s": within(budgetsMs["10s"]),
  };
}

function plain(outage: FoundOutage | undefined): Outage | null {
  if (outage === undefined) return null;
  const { samples: _, ...rest } = outage;
  return rest;
}
