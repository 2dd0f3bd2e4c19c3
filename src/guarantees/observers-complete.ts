import { z } from "zod";
import { counted, listing, listingOf } from "../analysis/statistics/format.ts";
import { isTorn, itemsOf } from "../analysis/watch/stream-coverage.ts";
import { type ToldEvent, type ToldFate, toldEvents } from "../analysis/watch/told-events.ts";
import { inconclusive } from "../model/guarantee.ts";
import { chosenEnds, type WatchArrival } from "../model/watch.ts";
import { watchEvents } from "../stories/ordinary-events.ts";
import type { Stories, Story } from "../stories/story.ts";
import { pod, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { asCounted } from "./kit/watches.ts";

const definition = defineGuarantee({
  name: "observers-complete",
  summary: "Streams that observe objects lose no event.",
  about: "safety",
  covers:
    "It covers every event that any stream of the same kind told after a stream's first list, on streams that all stood.",
  leavesOut:
    "It leaves out what a stream was told in a list instead, because the server no longer had the events; the last two seconds, because an event may still be on its way.",
  params: z.strictObject({}),
  judges: "watches",
  describe: () => "every event that one stream of nodes, pods or EndpointSlices told, each other one told too",
  plainly: () => ({ held: "every watch told what the others told", broken: "a watch left out what another one told" }),
  judge(_, facts) {
    const tracks = facts.watches.filter(({ lane }) => lane.operation.startsWith("watch-"));
    const groups = [...Map.groupBy(tracks, ({ lane }) => lane.operation).values()].filter(({ length }) => length > 1);
    if (groups.length === 0) return inconclusive("no two streams observed the same");
    const judged = groups.flat();
    const mute = judged.filter(({ arrivals }) => !hasStood(arrivals)).map(({ lane }) => lane.id);
    if (mute.length > 0) return inconclusive(`no stream ever stood, or nothing was listed, on ${listing(mute)}`);
    const torn = judged.filter(isTorn).map(({ lane }) => lane.id);
    if (torn.length > 0) return inconclusive(`what arrived on ${listing(torn)} is not in the journal as a whole`);
    const fates = groups.flatMap((group) => toldEvents(group, facts.endedAt));
    const of = (fate: ToldFate) => fates.filter((one) => one.fate === fate);
    const tell = (some: readonly ToldEvent[]) =>
      listingOf(some, ({ lane, revision }) => `revision ${revision} at ${lane}`);
    const lost = of("lost");
    if (lost.length > 0) {
      const marks = lost
        .slice(0, 5)
        .map(({ at, lane, revision }) => ({ from: at, text: `${revision} not told by ${lane}` }));
      return asCounted({ outcome: "fail", summary: `lost: ${tell(lost)}`, marks }, judged);
    }
    if (of("pending").length > 0) return inconclusive(`not told by the end: ${tell(of("pending"))}`);
    if (fates.length === 0) return inconclusive("no event was told");
    const breaks = judged.flatMap(({ arrivals }) =>
      arrivals.filter(({ kind, reason = "" }) => kind === "closed" && !chosenEnds.includes(reason)),
    ).length;
    const relisted = of("relisted").length;
    const again = relisted === 0 ? "" : `, ${relisted} of them in a list that was read again`;
    return {
      outcome: "pass",
      summary: `${counted(fates.length, "event")} on ${counted(judged.length, "stream")}, none missing${again}; streams were lost or could not be opened ${counted(breaks, "time")}`,
      marks: [],
    };
  },
  stories,
});
export default definition;

/**
 * Promises that the streams which observe nodes, pods and EndpointSlices lost no event, whatever happened to the API
 * servers behind them: what any of them told, each told, or it was in a list that it read again.
 */
export const observersComplete = definition.spec;

/** Whether a lane listed its objects and had a stream, without which it could tell nothing. */
function hasStood(arrivals: readonly WatchArrival[]): boolean {
  return arrivals.some((one) => one.kind === "opened") && arrivals.some((one) => itemsOf(one) !== undefined);
}

function stories(): Stories {
  return { pass: heard([2_003, 2_004, 2_005, 2_006], 2_006), fail: heard([2_003]), inconclusive: heard([2_009]) };
}

/** Two streams of pods tell ten events, the second not these; it lists again up to the last of them where it is said. */
function heard(without: readonly number[], relistedAt?: number): Story {
  const path = { operation: "watch-pods", via: "lb", connection: "http2", host: "127.0.0.1", port: 6443 } as const;
  const watches = [10, 11].map((index) => ({
    index,
    id: `watch-pods/${index}/http2`,
    seed: 1,
    idleMs: 60_000,
    ...path,
  }));
  const revisions = Array.from({ length: 10 }, (_, number) => 2_000 + number);
  return workerHit({
    guarantees: [observersComplete()],
    change: (event) => (event.type === "lanes" ? { ...event, watches } : event),
    events: watches.flatMap(({ index }) => {
      const told = revisions.filter((revision) => index === 10 || !without.includes(revision));
      const again = index === 11 && relistedAt !== undefined ? [relistedAt] : [];
      const arrivals: WatchArrival[] = [
        { at: 90, kind: "listed", revision: 1_999, object: { items: [] } },
        { at: 100, kind: "opened", revision: 1_999, connection: index },
        ...[
          ...told.map((revision) => ({ revision, kind: "event" as const, object: pod("store-0") })),
          ...again.map((revision) => ({ revision, kind: "listed" as const, object: { items: [] } })),
        ]
          .toSorted((a, b) => a.revision - b.revision)
          .map((arrival) => ({ at: arrival.revision - 1_800, ...arrival })),
        { at: 14_000, kind: "closed", reason: "stopped", connection: index },
      ];
      return watchEvents(arrivals, index);
    }),
  });
}
