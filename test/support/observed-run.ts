import type { Facts } from "../../src/analysis/facts/facts.ts";
import { factsOf } from "../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import type { Timeline, WatchTrack } from "../../src/model/timeline.ts";
import type { Observed, WatchArrival } from "../../src/model/watch.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";

/** Rows of a lane that observes, in short; times in milliseconds of the run, a write's revision is 1000 + time / 100. */
export const listed = (at: number, items: readonly Observed[], revision = 1_000 + at / 100): WatchArrival => ({
  at,
  kind: "listed",
  revision,
  object: { items },
});
export const opened = (at: number, revision = 0): WatchArrival => ({ at, kind: "opened", revision });
export const told = (at: number, object: Observed, revision = 1_000 + at / 100): WatchArrival => ({
  at,
  kind: "event",
  revision,
  object,
});
export const closed = (at: number, reason: string): WatchArrival => ({ at, kind: "closed", reason });
export const gone = (at: number): WatchArrival => ({ at, kind: "gone", revision: 1_000 });

/** The timeline of a story in which these streams observe, each with its rows numbered. */
export function observedTimeline(
  story: Story,
  streams: Readonly<Record<string, readonly (readonly WatchArrival[])[]>>,
): Timeline {
  const { observer: _, ...rest } = story;
  const timeline = buildTimeline(buildJournal(rest));
  const watches = Object.entries(streams).flatMap(([operation, lanes]) =>
    lanes.map((arrivals, index): WatchTrack => {
      const lane = { index: 90 + index, id: `${operation}/${index}/http2`, operation } as WatchTrack["lane"];
      return { lane, arrivals: arrivals.map((arrival, number) => ({ ...arrival, number })) };
    }),
  );
  return { ...timeline, watches: [...timeline.watches, ...watches] };
}

/** What is known of such a run. */
export function observedRun(...of: Parameters<typeof observedTimeline>): Facts {
  return factsOf(observedTimeline(...of));
}

/** A timeline without the arrivals of these places on a lane that observes, as if rows had been lost. */
export function withoutArrivals(timeline: Timeline, lane: string, lost: (index: number) => boolean): Timeline {
  const watches = timeline.watches.map((track) =>
    track.lane.id === lane ? { ...track, arrivals: track.arrivals.filter((_, index) => !lost(index)) } : track,
  );
  return { ...timeline, watches };
}
