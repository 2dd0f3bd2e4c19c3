import { expect, test } from "vitest";
import { accessesOf } from "../../../../src/analysis/history/accesses.ts";
import type { Cluster } from "../../../../src/model/cluster.ts";
import type { Lane } from "../../../../src/model/lane.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import type { LaneTrack, WatchTrack } from "../../../../src/model/timeline.ts";
import type { WatchArrival } from "../../../../src/model/watch.ts";
import { trackOf } from "../../../support/lane-track.ts";

const cluster = {} as Cluster;

function track(operation: string, answer: Partial<Sample>, lane: Partial<Lane> = {}): LaneTrack {
  const sample = {
    lane: 0,
    number: 0,
    scheduled: 10,
    started: 11,
    ended: 15,
    outcome: "ok",
    connection: 1,
    ...answer,
  } as Sample;
  const made = trackOf({ samples: [sample] });
  return { ...made, lane: { ...made.lane, id: operation, operation, ...lane } };
}

const accesses = (one: LaneTrack, ours: Cluster | undefined = cluster) =>
  accessesOf({ tracks: [one], watches: [], cluster: ours }).map(({ kind, object, revision, from, to }) => [
    kind,
    object,
    revision,
    from,
    to,
  ]);

test("what an answer says is of the object that was asked for, a list's of none", () => {
  expect(accesses(track("write", { revision: 7, detail: "o token" }))).toEqual([["write", "o", 7, 11, 15]]);
  expect(accesses(track("fresh-read", { revision: 7, detail: "o" }))).toEqual([["read", "o", 7, 11, 15]]);
  expect(accesses(track("quorum-read", { revision: 7 }))).toEqual([["read", "probe-target", 7, 11, 15]]);
  expect(accesses(track("quorum-read", { revision: 7 }, { object: "kube-root-ca.crt" }))).toEqual([
    ["read", "kube-root-ca.crt", 7, 11, 15],
  ]);
  expect(accesses(track("lease", { revision: 7, detail: "kube-scheduler 0 never a b" }))).toEqual([
    ["read", "lease kube-scheduler", 7, 11, 15],
  ]);
  expect(accesses(track("consistent-list", { revision: 7 }))).toEqual([["list", undefined, 7, 11, 15]]);
});

test("what stands for the content of a fresh read is told where there is one", () => {
  const digests = (detail: string) =>
    accessesOf({ tracks: [track("fresh-read", { revision: 7, detail })], watches: [], cluster }).map((one) => [
      one.object,
      one.digest,
    ]);
  expect(digests("o 8f2a91bc")).toEqual([["o", "8f2a91bc"]]);
  expect(digests("o")).toEqual([["o", undefined]]);
});

test("lost and refused answers, reads of a cache and other stores say nothing", () => {
  expect(accesses(track("write", { outcome: "unknown", revision: 7, detail: "o token" }))).toEqual([]);
  expect(accesses(track("quorum-read", { outcome: "failed", status: 503 }))).toEqual([]);
  expect(accesses(track("cached-read", { revision: 7 }))).toEqual([]);
  expect(accesses(track("quorum-write", { revision: 7 }))).toEqual([]);
});

test("an object of our own that is not found was not there; in a cluster that is not ours it may be deleted", () => {
  const missing = track("quorum-read", { outcome: "failed", error: "http-404", status: 404 });
  expect(accesses(missing)).toEqual([["read", "probe-target", 0, 11, 15]]);
  expect(accessesOf({ tracks: [missing], watches: [] })).toEqual([]);
});

test("a watch tells when it is heard, and lists after what it told last", () => {
  const arrivals: WatchArrival[] = [
    { at: 5, kind: "listed", revision: 7 },
    { at: 6, kind: "opened", revision: 7 },
    { at: 8, kind: "event", revision: 9 },
    { at: 9, kind: "bookmark", revision: 10 },
    { at: 20, kind: "closed", reason: "gone" },
    { at: 25, kind: "listed", revision: 30 },
  ];
  const watch = { lane: { id: "w", operation: "watch" }, arrivals } as unknown as WatchTrack;
  expect(
    accessesOf({ tracks: [], watches: [watch], cluster }).map(({ kind, revision, from, to }) => [
      kind,
      revision,
      from,
      to,
    ]),
  ).toEqual([
    ["list", 7, 0, 5],
    ["event", 9, 8, 8],
    ["event", 10, 9, 9],
    ["list", 30, 20, 25],
  ]);
});
