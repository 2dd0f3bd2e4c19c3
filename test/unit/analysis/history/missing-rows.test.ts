import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { missingRows } from "../../../../src/analysis/history/missing-rows.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { WatchArrival } from "../../../../src/model/watch.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { heldFault } from "../../../../src/stories/fates.ts";
import { observedTimeline, opened, told, withoutArrivals } from "../../../support/observed-run.ts";

const story = { lanes: ["write/api/reused"], guarantees: [] };
const listed: WatchArrival = { at: 100, kind: "listed", revision: 1_000, object: { items: [] } };
const events = [1_010, 1_020, 1_030, 1_040].map((revision, index) => ({
  ...told(2_000 + index, { name: "a" }),
  revision,
}));
const end: WatchArrival = { at: 12_000, kind: "closed", reason: "stopped", connection: 1 };
const stream = [listed, { ...opened(110), revision: 1_000 }, ...events, end];
const whole = observedTimeline(story, { "watch-pods": [stream, stream] });
const [one, other] = ["watch-pods/0/http2", "watch-pods/1/http2"] as const;

test("a missing row explains what it may have told: on its stream, up to what follows it there", () => {
  const missing = missingRows(factsOf(withoutArrivals(whole, one, (index) => index === 3)));
  const explains = (revision: number, lane: string = one) => missing.mayExplain({ stream: lane, revision });
  expect([1_010, 1_020, 1_030, 1_031, 1_035].map((revision) => explains(revision))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(explains(1_020, other)).toBe(false);
  expect(missing.problems).toEqual([`what arrived on ${one} is not in the journal as a whole, to its end`]);
});

test("a missing end explains nothing that came before, and a missing begin all up to what came first", () => {
  const endless = missingRows(factsOf(withoutArrivals(whole, one, (index) => index >= 5)));
  expect([1_025, 1_035].map((revision) => endless.mayExplain({ stream: one, revision }))).toEqual([false, false]);
  const later = missingRows(factsOf(withoutArrivals(whole, one, (index) => index < 4)));
  expect([500, 1_025, 1_035].map((revision) => later.mayExplain({ stream: one, revision }))).toEqual([
    true,
    true,
    false,
  ]);
});

test("a stream whose arrivals nobody counted may have told anything more", () => {
  const watches = whole.watches.map((track) => ({ ...track, uncounted: track.lane.id === one }));
  const { mayExplain, uncounted } = missingRows(factsOf({ ...whole, watches }));
  expect([one, other].map((lane) => mayExplain({ stream: lane, revision: 1_015 }))).toEqual([true, false]);
  expect(uncounted).toHaveLength(1);
});

test("a missing attempt explains what its own lane writes to, from its time on", () => {
  const journal = buildJournal({ lanes: ["write/api/new", "write/api/reused"], guarantees: [], fault: heldFault });
  const samples = journal.samples.filter(({ lane, number }) => lane !== 1 || number !== 50);
  const missing = (damaged: number) => missingRows(factsOf(buildTimeline({ ...journal, samples, damaged })));
  const objectsOf = (index: number) => {
    const words = samples.filter(({ lane }) => lane === index).map(({ detail = "" }) => detail.split(" ")[0] ?? "");
    return [...new Set(words)];
  };
  const [own = ""] = objectsOf(1).filter((name) => !objectsOf(0).includes(name));
  const [others = ""] = objectsOf(0);
  const explains = (object: string, by: number, damaged = 0) => missing(damaged).mayExplain({ object, by });
  expect([own, others]).not.toContain("");
  expect([explains(own, 9_000), explains(own, 3_000), explains(others, 9_000)]).toEqual([true, false, false]);
  expect(explains(others, 3_000, 1)).toBe(true);
});
