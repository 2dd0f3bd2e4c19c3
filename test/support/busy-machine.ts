import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import type { MachineShares } from "../../src/model/machine.ts";
import type { Report } from "../../src/model/report.ts";
import { loadGuarantees } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { guaranteeStories } from "./guarantee-stories.ts";

/** What is said of a story's run, on a machine that was like this at each moment. */
async function judgedOn(story: Story, sharesAt: (at: number) => MachineShares): Promise<Report> {
  const change: Story["change"] = (event) => {
    const before = story.change === undefined ? event : story.change(event);
    return before?.type === "prober-health" ? { ...before, ...sharesAt(before.at) } : before;
  };
  return judge(buildTimeline(buildJournal({ ...story, change })), await loadGuarantees());
}

/** What is said of a story's run, on a machine whose CPUs were all in use whenever it was so. */
export function judgedWhileBusy(story: Story, isBusyAt: (at: number) => boolean): Promise<Report> {
  return judgedOn(story, (at) => (isBusyAt(at) ? { machineCpuShare: 1 } : {}));
}

/** A story of a run that breaks a guarantee, on a machine of which this share of the CPU was in use all the time. */
export function judgedOnBusyMachine(
  guarantee: string,
  machineCpuShare: number,
  cpuWaitShare?: number,
): Promise<Report> {
  return judgedOn(guaranteeStories[guarantee]?.fail as Story, () => ({ machineCpuShare, cpuWaitShare }));
}
