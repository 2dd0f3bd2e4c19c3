import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import outageUntilRepaired from "../../../src/guarantees/outage-until-repaired.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { heldFault } from "../../../src/stories/fates.ts";
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

  test.each([
    ["while the fault was held", { healingAt: 10_900, healedAt: 11_200 }],
    ["before the fault was proven healed", { healedAt: 10_850 }],
  ])("shows nothing where the work was begun %s", (_, times) => {
    expect(judged({ fault: { ...heldFault, ...times } })).toMatchObject({
      outcome: "inconclusive",
      summary: "repair was begun before held was proven healed",
    });
  });

  test("shows nothing where nobody saw that the fault was over", () => {
    const change = (event: JournalEvent) => (event.type === "fault-healed" ? undefined : story.change?.(event));
    expect(judged({ change })).toMatchObject({ outcome: "inconclusive" });
  });
});
