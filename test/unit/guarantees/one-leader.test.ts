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

test("a member that nobody asked may have led, too", () => {
  const asked = (members: readonly string[]) =>
    oneLeader.judge(
      {},
      {
        ...lagging,
        tracks: lagging.tracks.filter(({ lane }) => members.includes(lane.via)),
      },
    );
  expect(asked(["control-plane", "control-plane2", "control-plane3"]).outcome).toBe("pass");
  expect(asked(["control-plane3"])).toMatchObject({
    outcome: "inconclusive",
    summary: expect.stringContaining("control-plane, control-plane2"),
  });
});

test("a member of two lanes is judged by both", () => {
  const rival = ({ lane }: { lane: string }) => lane === "etcd-status/control-plane3/new";
  const facts = factsOf(
    buildTimeline(
      buildJournal({
        ...leaderKilled,
        lanes: [...leaderKilled.lanes, "etcd-status/control-plane3/new"],
        fate: ({ at, lane, number }) => ({
          revision: 4,
          detail: `${rival({ lane }) && at > 5_000 ? nextLeader : oldLeader} ${2_000 + number}`,
        }),
      }),
    ),
  );
  // Its lanes contradict each other, so that it never says of itself without a break that it leads.
  expect(facts.leaderTerms().map(({ member }) => member)).toEqual(["control-plane2"]);
});
