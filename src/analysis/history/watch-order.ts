import type { WatchTrack } from "../../model/timeline.ts";
import type { Span } from "../timeline/span.ts";
import { DueWrites } from "../watch/due-writes.ts";
import { describeDisorder, type FollowedWatch, type WriteFate } from "../watch/followed-watch.ts";
import { type ToldFate, toldEvents } from "../watch/told-events.ts";
import { followWatch } from "../watch/watch.ts";
import { isStream } from "./kinds.ts";
import type { Tally } from "./tally.ts";

/** What is known of a run's streams: their arrivals, and those that listen to writes as they were followed. */
export interface Streams {
  readonly watches: readonly WatchTrack[];
  readonly endedAt: number;
  followedWatches(): readonly FollowedWatch[];
}

/**
 * Finds events that a stream told twice, out of order or not at all, also across its resumptions: it left out what it
 * told something later of, an acknowledged write or an event that another stream of the same objects told. What a list
 * holds that was read again is not left out.
 */
export function watchFindings({ watches, endedAt, followedWatches }: Streams, tally: Tally): void {
  const streams = watches.filter(({ lane }) => isStream(lane.operation));
  const ofWrites = followedWatches();
  const others = streams.filter((track) => !ofWrites.some((followed) => followed.track === track));
  const nothingDue = new DueWrites([]);
  for (const watch of ofWrites) {
    holdOrder(watch, tally);
    holdWrites(watch, tally);
  }
  for (const track of others) holdOrder(followWatch(track, nothingDue, { endedAt }), tally);
  for (const group of Map.groupBy(streams, ({ lane }) => lane.operation).values())
    if (group.length > 1) holdTold(group, endedAt, tally);
}

function holdOrder({ track: { lane, arrivals }, duplicates, outOfOrder }: FollowedWatch, tally: Tally): void {
  let isFirst = true;
  for (const { kind, at } of arrivals) {
    if (kind !== "event") continue;
    if (!isFirst) tally.compare("watch-order", { from: at, to: at });
    isFirst = false;
  }
  for (const some of [duplicates, outOfOrder])
    for (const disorder of some) {
      const text = () => `${lane.id}: ${describeDisorder(disorder)}`;
      tally.contradict({ rule: "watch-order", from: disorder.at, to: disorder.at, text });
    }
}

function holdWrites({ track, writes }: FollowedWatch, tally: Tally): void {
  for (const { fate, write } of writes) {
    const { revision = 0, detail, started: from, ended: to } = write;
    const what = () => `${detail}, acknowledged as ${revision},`;
    holdTelling({ stream: track.lane.id, revision, from, to, fate, what }, tally);
  }
}

function holdTold(group: readonly WatchTrack[], endedAt: number, tally: Tally): void {
  for (const { lane, revision, at, fate } of toldEvents(group, endedAt)) {
    const what = () => `${revision}, which another stream told,`;
    holdTelling({ stream: lane, revision, from: at, to: at, fate, what }, tally);
  }
}

/** What a stream had to tell, and what became of it there. */
interface Due extends Span {
  readonly stream: string;
  readonly revision: number;
  readonly fate: WriteFate | ToldFate;
  what(): string;
}

function holdTelling({ stream, revision, from, to, fate, what }: Due, tally: Tally): void {
  if (fate === "pending" || fate === "relisted") return;
  tally.compare("watch-gap", { from, to });
  if (fate !== "lost") return;
  const text = () => `${stream}: ${what()} never arrived though something later did`;
  tally.contradict({ rule: "watch-gap", from, to, text, absence: { stream, revision } });
}
