import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import type { Report } from "../../src/model/report.ts";
import { loadGuarantees } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { guaranteeStories } from "./guarantee-stories.ts";

/** What is said of a story's run, on a machine whose CPUs were all in use whenever it was so. */
export async function judgedWhileBusy(story: Story, isBusyAt: (at: number) => boolean): Promise<Report> {
  const change: Story["change"] = (event) => {
    const before = story.change === undefined ? event : story.change(event);
    return before?.type === "prober-health" && isBusyAt(before.at) ? { ...before, machineCpuShare: 1 } : before;
  };
  return judge(buildTimeline(buildJournal({ ...story, change })), await loadGuarantees());
}

/** A story of a run that breaks a guarantee, on a machine of which this share of the CPU was in use all the time. */
export async function judgedOnBusyMachine(
  guarantee: string,
  machineCpuShare: number,
  cpuWaitShare?: number,
): Promise<Report> {
  const story = guaranteeStories[guarantee]?.fail as Story;
  const change: Story["change"] = (event) => {
    const before = story.change === undefined ? event : story.change(event);
    return before?.type === "prober-health" ? { ...before, machineCpuShare, cpuWaitShare } : before;
  };
  return judge(buildTimeline(buildJournal({ ...story, change })), await loadGuarantees());
}
