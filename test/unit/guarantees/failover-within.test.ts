import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import failoverWithin from "../../../src/guarantees/failover-within.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Attempt, Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

describe("failover-within", () => {
  const base = guaranteeStories["failover-within"]?.pass as Story;
  const judge = (story: Story) =>
    failoverWithin.judge(
      failoverWithin.params.parse({ component: "controller-manager", during: "kill" }),
      factsOf(buildTimeline(buildJournal(story))),
    );

  test("measures from the fault and from the last renewal", () => {
    const { measuredMs, summary } = judge(base);
    expect(measuredMs?.[0]).toBeGreaterThan(16_000);
    expect(measuredMs?.[0]).toBeLessThanOrEqual(16_500);
    expect(measuredMs?.[1]).toBeGreaterThanOrEqual(16_500);
    // Renewed at 2 s, taken over at 20.5 s.
    expect(summary).toMatch(/1[78]\.\d s to 18\.\d s after the last renewal/);
  });

  test("does not hold a leader against the cluster that the fault did not hit", () => {
    const alive = ({ at, number }: Attempt) => ({
      revision: 1_000 + Math.floor(at / 2_000),
      detail: `${number % 2 === 0 ? "kube-controller-manager" : "kube-scheduler"} 0 t${Math.floor(at / 2_000)} cp2_1`,
    });
    const { outcome, summary } = judge({ ...base, fate: alive });
    expect(outcome).toBe("inconclusive");
    expect(summary).toContain("did not hit the leader");
  });

  test("tells a lease that was given up", () => {
    const released = (attempt: Attempt) => {
      const { at, number } = attempt;
      if (number % 2 === 1) return base.fate?.(attempt);
      const [holder, revision] = at < 4_200 ? ["cp2_1", 1_000] : at < 6_000 ? ["", 1_001] : ["cp3_1", 1_002];
      return { revision: Number(revision), detail: `kube-controller-manager 0 t0 ${holder}` };
    };
    expect(judge({ ...base, fate: released })).toMatchObject({
      outcome: "pass",
      summary: expect.stringContaining("gave its lease up"),
    });
  });
});
