import { expect, test } from "vitest";
import { reignsOf } from "../../../src/analysis/reigns.ts";
import { buildTimeline } from "../../../src/analysis/timeline.ts";
import leaderWithin from "../../../src/guarantees/leader-within.ts";
import oneLeader from "../../../src/guarantees/one-leader.ts";
import type { Timeline } from "../../../src/model/timeline.ts";
import { fixtureStories } from "../../support/fixture-stories.ts";
import { type Attempt, buildJournal, type Fate, type Story } from "../../support/timeline-builder.ts";

const old = "8e9e05c52164694d";
const next = "91bc3c398fb3c146";
const base = fixtureStories["leader-within"]?.pass as Story;

function told(fate: (attempt: Attempt) => Fate | undefined): Timeline {
  return buildTimeline(buildJournal({ ...base, fate }));
}

// What a real etcd tells (3.7, slow disk): the new leader at once, the new term only with its first entry, here 900 ms later.
const lagging = told(({ at, lane, number }) => {
  if (lane.includes("control-plane2") && at > 4_000) return { outcome: "failed", error: "reset", latencyMs: 3 };
  const leader = at < 5_300 ? (at < 4_900 ? old : "0") : next;
  return { revision: at < 6_200 ? 4 : 5, detail: `${leader} ${at > 4_000 && at < 6_200 ? 2_040 : 2_000 + number}` };
});

test("a new leader that is told with the old term is not a second leader of that term", () => {
  expect(oneLeader.judge({}, lagging)).toMatchObject({ outcome: "pass" });
  expect(reignsOf(lagging).map(({ term, leader }) => [term, leader])).toEqual([
    [4, old],
    [5, next],
  ]);
});

test("a new leader counts from when it was told, not from when its term was", () => {
  const params = leaderWithin.params.parse({ during: "kill", limit: "2s" });
  const judgement = leaderWithin.judge(params, lagging);
  expect(judgement.outcome).toBe("pass");
  expect(judgement.measuredMs?.[0]).toBeGreaterThan(1_000);
  expect(judgement.measuredMs?.[1]).toBeLessThan(1_500);
  expect(judgement.summary).toContain(`leader ${next} in term 5`);
});

test("the same member elected again shows by its term", () => {
  const again = told(({ at, number }) => ({
    revision: at < 5_000 ? 4 : 5,
    detail: `${at > 4_000 && at < 5_000 ? "0" : old} ${2_000 + number}`,
  }));
  const params = leaderWithin.params.parse({ during: "kill", limit: "2s" });
  expect(leaderWithin.judge(params, again)).toMatchObject({
    outcome: "pass",
    summary: expect.stringContaining("same member was elected again"),
  });
});

test("a leader whose member is not known is not judged", () => {
  const unknown = buildTimeline(buildJournal({ ...base, events: [] }));
  expect(oneLeader.judge({}, unknown)).toMatchObject({ outcome: "inconclusive" });
});
