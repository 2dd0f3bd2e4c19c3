import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import pinnedByVolume from "../../../src/guarantees/pinned-by-volume.ts";
import type { Observed, WatchArrival } from "../../../src/model/watch.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { on, pod } from "../../../src/stories/workload-run.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { closed, gone, listed, observedRun, opened, told } from "../../support/observed-run.ts";

const story = (name: string) => guaranteeStories[name]?.pass as Story;

test("a pod on its way out that is told Ready once more is not back", () => {
  const base = story("pinned-by-volume");
  const states = base.observer?.["watch-pods"] ?? [];
  const leaving = { ...states.at(-1)?.[1], deleting: "2026-11-23T11:00:34Z" };
  const observer = { "watch-pods": [...states.slice(0, -1), [8_900, leaving] as const, ...states.slice(-1)] };
  const judged = (one: Story) =>
    pinnedByVolume.judge({ during: "held", limit: "3s" }, factsOf(buildTimeline(buildJournal(one)))).measuredMs;
  expect(judged({ ...base, observer })).toEqual(judged(base));
  expect(judged(base)?.[1]).toBeGreaterThan(900);
});

const judge = (...rows: readonly WatchArrival[]) =>
  pinnedByVolume.judge(
    { during: "held", limit: "3s" },
    observedRun(story("pinned-by-volume"), { "watch-pods": [rows] }),
  );
const there = pod("store-0", on("worker"));
const pending = pod("store-0", { unschedulable: "0/6 nodes are available" });
const begin = [listed(100, [there]), opened(110)];
const end = closed(14_000, "stopped");
const relisted = (at: number, item: Observed): WatchArrival[] => [
  closed(at - 600, "reset"),
  gone(at - 10),
  closed(at - 9, "gone"),
  listed(at, [item]),
  opened(at + 1),
];

test("a pod that only a list tells to be elsewhere was moved", () => {
  const moved = pod("store-0", on("worker3"));
  expect(judge(...begin, told(6_000, pending), ...relisted(8_000, moved), end).outcome).toBe("fail");
});

test("a pod that only a list tells to be Ready again is back, but nobody saw where it was meanwhile", () => {
  const judged = judge(...begin, told(6_000, pending), ...relisted(9_800, there), end);
  expect(judged.outcome).toBe("inconclusive");
  expect(judged.summary).toMatch(/Ready again on worker; no stream of watch-pods told/);
});

test("a stream that was lost for good shows neither that the pod came back nor that it did not", () => {
  expect(judge(...begin, told(6_000, pending), closed(9_500, "reset"), end).outcome).toBe("inconclusive");
  expect(judge(...begin, told(6_000, pending), end).outcome).toBe("fail");
});

test("a pod that was deleted is not back, and one that nobody knew before shows nothing", () => {
  const deleted = told(9_000, { ...there, gone: true });
  expect(judge(...begin, told(6_000, pending), deleted, end).outcome).toBe("fail");
  expect(judge(listed(100, []), opened(110), told(6_000, pending), told(9_800, there), end).outcome).toBe(
    "inconclusive",
  );
});

test("where the journal does not say which nodes there were, none is another one", () => {
  const facts = factsOf({ ...buildTimeline(buildJournal(story("pinned-by-volume"))), cluster: undefined });
  expect(pinnedByVolume.judge({ during: "held", limit: "3s" }, facts).outcome).toBe("inconclusive");
});
