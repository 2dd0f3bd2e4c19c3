import { readTarget } from "../../model/read-target.ts";
import type { Sample } from "../../model/sample.ts";
import type { LaneTrack, Timeline, WatchTrack } from "../../model/timeline.ts";
import type { Access } from "./access.ts";
import { isStream, kindOf } from "./kinds.ts";

/** All that a run was told by the store: confirmed attempts of its lanes, and what arrived on its watches. */
export function accessesOf({ tracks, watches, cluster }: Pick<Timeline, "tracks" | "watches" | "cluster">): Access[] {
  // Of a cluster that is not ours nobody knows whether an object is deleted.
  const lasting = cluster !== undefined;
  return [...tracks.flatMap((track) => ofTrack(track, lasting)), ...watches.flatMap(ofWatch)];
}

function ofTrack({ lane, all }: LaneTrack, lasting: boolean): Access[] {
  const kind = kindOf(lane.operation);
  if (kind === undefined) return [];
  const accesses: Access[] = [];
  for (const sample of all) {
    const object = kind === "list" ? undefined : objectOf(lane, sample);
    // The objects are there before the first attempt, so an answer that one is not is an answer from before.
    const absent = lasting && kind === "read" && sample.status === 404;
    const revision = absent ? 0 : sample.outcome === "ok" ? sample.revision : undefined;
    if (revision === undefined || (kind !== "list" && object === undefined)) continue;
    const digest = kind === "read" && !absent ? digestOf(lane, sample) : undefined;
    accesses.push({ kind, lane: lane.id, object, revision, from: sample.started, to: sample.ended, digest, sample });
  }
  return accesses;
}

/** The object that an attempt wrote or read: a detail begins with it. */
export function objectOf({ operation, object }: LaneTrack["lane"], { detail }: Sample): string | undefined {
  if (operation === "quorum-read") return object ?? readTarget;
  const [name] = detail?.split(" ", 1) ?? [];
  return name === undefined || operation !== "lease" ? name : `lease ${name}`;
}

/** What stands for the content that a lane of fresh reads saw: the second word of its detail. */
function digestOf({ operation }: LaneTrack["lane"], { detail }: Sample): string | undefined {
  return operation === "fresh-read" ? detail?.split(" ")[1] : undefined;
}

/** A list was asked for after what its stream told last, because only a stream that is lost makes one necessary. */
function ofWatch({ lane, arrivals }: WatchTrack): Access[] {
  if (!isStream(lane.operation)) return [];
  return arrivals.flatMap(({ kind, at, revision }, index): Access[] => {
    if (revision === undefined) return [];
    if (kind === "listed") {
      const from = arrivals[index - 1]?.at ?? 0;
      return [{ kind: "list", lane: lane.id, revision, from, to: at }];
    }
    return kind === "event" || kind === "bookmark"
      ? [{ kind: "event", lane: lane.id, revision, from: at, to: at }]
      : [];
  });
}
