import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../src/analysis/verdict/judge.ts";
import type { Report } from "../../../src/model/report.ts";
import { loadGuarantees } from "../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

/** A story of a run that breaks a guarantee, on a machine of which this share of the CPU was in use all the time. */
async function judged(guarantee: string, machineCpuShare: number, cpuWaitShare?: number): Promise<Report> {
  const story = guaranteeStories[guarantee]?.fail as Story;
  const change: Story["change"] = (event) => {
    const before = story.change === undefined ? event : story.change(event);
    return before?.type === "prober-health" ? { ...before, machineCpuShare, cpuWaitShare } : before;
  };
  return judge(buildTimeline(buildJournal({ ...story, change })), await loadGuarantees());
}

describe("a guarantee that breaks on a machine at its limit", () => {
  it("is inconclusive when it is about time", async () => {
    const report = await judged("max-outage", 1);
    expect(report.verdicts.map(({ outcome }) => outcome)).toEqual(["inconclusive"]);
    expect(report.verdicts[0]?.summary).toMatch(/not held against the cluster/);
    expect(report.exitCode).toBe(3);
  });

  it("is inconclusive behind work at low priority, for which processes wait though it counts as no use", async () => {
    expect((await judged("max-outage", 0.8, 0.9)).outcome).toBe("inconclusive");
    expect((await judged("max-outage", 0.8, 0.5)).outcome).toBe("fail");
  });

  it("fails when it is about safety", async () => {
    expect((await judged("no-lost-writes", 1)).outcome).toBe("fail");
    expect((await judged("one-leader", 1)).outcome).toBe("fail");
  });

  it("fails where there was CPU to spare", async () => {
    expect((await judged("max-outage", 0.6)).outcome).toBe("fail");
  });
});
