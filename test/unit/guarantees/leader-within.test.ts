import { expect, test } from "vitest";
import type { Facts } from "../../../src/analysis/facts/facts.ts";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import leaderWithin from "../../../src/guarantees/leader-within.ts";
import { lagging, nextLeader, oldLeader, told } from "../../support/told-leaders.ts";

test("a new leader counts from when it was told, not from when its term was", () => {
  const params = leaderWithin.params.parse({ during: "kill", limit: "2s" });
  const judgement = leaderWithin.judge(params, lagging);
  expect(judgement.outcome).toBe("pass");
  expect(judgement.measuredMs?.[0]).toBeGreaterThan(1_000);
  expect(judgement.measuredMs?.[1]).toBeLessThan(1_500);
  expect(judgement.summary).toContain(`leader ${nextLeader} in term 5`);
});

test("the same member elected again shows by its term", () => {
  const again = told(({ at, number }) => ({
    revision: at < 5_000 ? 4 : 5,
    detail: `${at > 4_000 && at < 5_000 ? "0" : oldLeader} ${2_000 + number}`,
  }));
  const params = leaderWithin.params.parse({ during: "kill", limit: "2s" });
  expect(leaderWithin.judge(params, again)).toMatchObject({
    outcome: "pass",
    summary: expect.stringContaining("same member was elected again"),
  });
});

const old2 = "control-plane2";
const judged = (facts: Facts, limit = "2s") =>
  leaderWithin.judge(leaderWithin.params.parse({ during: "kill", limit }), facts);

test("the killed member elected again was none before its port answered", () => {
  const again = told(({ at, lane, number }) => {
    if (lane.includes(old2) && at > 4_000 && at < 5_400) return { outcome: "failed", error: "reset", latencyMs: 3 };
    // The survivors name the old leader until they notice, and the new one, which is the same, with the old term at
    // first.
    return { revision: at < 6_000 ? 4 : 5, detail: `${oldLeader} ${2_000 + number}` };
  });
  const { outcome, measuredMs } = judged(again);
  expect(measuredMs?.[0]).toBeGreaterThan(1_100);
  expect(measuredMs?.[0]).toBeLessThan(1_350);
  expect(outcome).toBe("inconclusive");
});

test("the term's lag after an election of the same member is not counted as time without a leader", () => {
  const again = told(({ at, lane, number }) => {
    if (lane.includes(old2) && at > 4_000 && at < 4_500) return { outcome: "failed", error: "refused", latencyMs: 3 };
    return { revision: at < 9_900 ? 4 : 5, detail: `${oldLeader} ${2_000 + number}` };
  });
  expect(judged(again)).toMatchObject({ outcome: "inconclusive" });
});

test("as long as two of three tell the old leader there is no new one, whoever becomes it", () => {
  const lost = told(({ at, lane, number }) => {
    // The new leader's own word is missing for a while: its node does not answer.
    if (lane.includes("control-plane3") && at > 4_000 && at < 5_000) {
      return { outcome: "failed", error: "hang", latencyMs: 200 };
    }
    const leader = at < 5_000 ? oldLeader : nextLeader;
    return { revision: at < 5_000 ? 4 : 5, detail: `${leader} ${2_000 + number}` };
  });
  const { measuredMs } = judged(lost);
  expect(measuredMs?.[0]).toBeGreaterThan(750);
  expect(measuredMs?.[1]).toBeLessThan(1_150);
});

test("one member that still tells the old leader does not speak for those that nobody asked", () => {
  const facts = told(({ at, number }) => ({
    revision: at < 9_000 ? 4 : 5,
    detail: `${at < 9_000 ? oldLeader : nextLeader} ${2_000 + number}`,
  }));
  const only = factsOf({ ...facts, tracks: facts.tracks.filter(({ lane }) => lane.via === "control-plane") });
  expect(judged(facts).outcome).toBe("fail");
  expect(judged(only).outcome).toBe("inconclusive");
});
