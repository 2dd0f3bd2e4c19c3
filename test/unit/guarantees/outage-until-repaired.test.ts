import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import outageUntilRepaired from "../../../src/guarantees/outage-until-repaired.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

describe("outage-until-repaired", () => {
  const story = guaranteeStories["outage-until-repaired"]?.pass as Story;
  const wanted = outageUntilRepaired.params.parse({
    lanes: "workload-http/*/new",
    during: "held",
    repair: "repair",
    limit: "2s",
  });
  const judged = (change: Partial<Story>) =>
    outageUntilRepaired.judge(wanted, factsOf(buildTimeline(buildJournal({ ...story, ...change }))));

  test("is broken by what comes back once the fault is over, before anybody has repaired it", () => {
    const back = ({ at }: { readonly at: number }) =>
      at >= 4_050 && at < 9_450 ? { outcome: "failed" as const, error: "refused", latencyMs: 5 } : undefined;
    const { outcome, summary } = judged({ fate: back });
    expect(outcome).toBe("fail");
    expect(summary).toMatch(/was not out: \d+ of \d+ attempts succeeded between held and repair/);
  });

  test("measures from the beginning of the work at most, and from its end at least", () => {
    const { outcome, measuredMs } = judged({});
    expect(outcome).toBe("pass");
    expect(measuredMs?.[0]).toBeLessThan(400);
    expect(measuredMs?.[1]).toBeGreaterThan(500);
  });

  test("shows nothing where the work was not done", () => {
    const events = (story.events ?? []).filter(({ type }) => type !== "procedure-done");
    expect(judged({ events })).toMatchObject({
      outcome: "inconclusive",
      summary: 'nothing shows that "repair" was done',
    });
  });
});
