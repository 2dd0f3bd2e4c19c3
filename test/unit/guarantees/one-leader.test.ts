import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import oneLeader from "../../../src/guarantees/one-leader.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { lagging, leaderKilled, nextLeader, oldLeader } from "../../support/told-leaders.ts";

test("a new leader that is told with the old term is not a second leader of that term", () => {
  expect(oneLeader.judge({}, lagging)).toMatchObject({ outcome: "pass" });
  expect(lagging.leaderTerms().map(({ term, leader }) => [term, leader])).toEqual([
    [4, oldLeader],
    [5, nextLeader],
  ]);
});

test("a leader whose member is not known is not judged", () => {
  const unknown = factsOf(buildTimeline(buildJournal({ ...leaderKilled, events: [] })));
  expect(oneLeader.judge({}, unknown)).toMatchObject({ outcome: "inconclusive" });
});
