import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import noEarlyExpiry from "../../../src/guarantees/no-early-expiry.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Attempt, Fate, Story } from "../../../src/stories/story.ts";

const { pass } = noEarlyExpiry.stories();

function judged(fate: (attempt: Attempt) => Fate | undefined) {
  const story: Story = { ...pass, fate: (attempt) => ({ ...pass.fate?.(attempt), ...fate(attempt) }) };
  return noEarlyExpiry.judge({}, factsOf(buildTimeline(buildJournal(story))));
}

test("a fault in which no member answered about a lease is not shown to end none", () => {
  const failed: Fate = { outcome: "failed", error: "hang", latencyMs: 20 };
  const { outcome, summary } = judged(({ at }) => (at > 3_900 && at < 10_600 ? failed : undefined));
  expect([outcome, summary]).toEqual([
    "inconclusive",
    expect.stringMatching(/^\d+ answers about leases .*, but none of them in held$/),
  ]);
  expect(judged(({ at }) => (at > 3_900 && at < 9_000 ? failed : undefined)).outcome).toBe("pass");
});

test("a lease that is gone for one member while the others renew it is broken, for a moment it is not", () => {
  const goneFrom =
    (from: number, to: number) =>
    ({ lane, at }: Attempt): Fate | undefined =>
      lane.includes("control-plane3") && at > from && at < to ? { detail: "7 gone" } : undefined;
  expect(judged(goneFrom(6_000, 8_500))).toMatchObject({
    outcome: "fail",
    summary: expect.stringMatching(/^1 contradiction: lease 7 told to be gone by etcd-lease\/control-plane3\/reused/),
  });
  const moment = judged(goneFrom(6_000, 7_000));
  expect([moment.outcome, moment.summary]).toEqual([
    "pass",
    expect.stringMatching(/none gone before its time; \d+ answers told that one was gone which went on$/),
  ]);
});
