import { expect, test } from "vitest";
import { reappearedPods } from "../../../../src/analysis/history/reappearances.ts";
import { Tally } from "../../../../src/analysis/history/tally.ts";
import type { WatchTrack } from "../../../../src/model/timeline.ts";
import type { WatchArrival } from "../../../../src/model/watch.ts";

const pod = (uid: string) => ({ name: "store-0", uid, node: "worker", ready: true, created: "" });
const event = (revision: number, object: object): WatchArrival => ({
  at: revision,
  kind: "event",
  revision,
  object: { ...object },
});
const listed = (revision: number, ...items: object[]): WatchArrival => ({
  at: revision,
  kind: "listed",
  revision,
  object: { items },
});
const stream = (...arrivals: WatchArrival[]): WatchTrack =>
  ({ lane: { id: "watch-pods/a/http2", operation: "watch-pods" }, arrivals }) as unknown as WatchTrack;
const gone = event(20, { ...pod("one"), gone: true });

function found(...streams: WatchTrack[]) {
  const tally = new Tally();
  reappearedPods(streams, tally);
  return tally.findings.items.map(({ rule, from, to }) => [rule, from, to]);
}

test("a pod that was told to be deleted is not told again, nor listed, by any stream", () => {
  expect(found(stream(event(10, pod("one")), gone))).toEqual([]);
  expect(found(stream(gone, event(30, pod("one"))))).toEqual([["came-back", 20, 30]]);
  expect(found(stream(gone), stream(listed(25, pod("one"))))).toEqual([["came-back", 20, 25]]);
  expect(found(stream(gone), stream(listed(20, pod("one"))))).toEqual([["came-back", 20, 20]]);
});

test("a list from before, the same word of another stream, and another pod of the name are none", () => {
  expect(found(stream(gone), stream(listed(19, pod("one")), gone))).toEqual([]);
  expect(found(stream(gone, event(30, pod("another"))))).toEqual([]);
});
