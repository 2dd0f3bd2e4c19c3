import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import type { ReporterInput } from "../../../src/model/reporter.ts";
import html from "../../../src/report/html.ts";
import { comparisonPage } from "../../../src/report/runs/comparison-page.ts";
import { indexPage } from "../../../src/report/runs/index-page.ts";
import { judgeRun, judgeTimeline } from "../../../src/run/judge-run.ts";
import { loadGuarantees } from "../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { listedRun } from "../../support/listed-runs.ts";
import { monitored, serverLanes, serverLimit } from "../../support/monitored-story.ts";
import { recordedRun, recordedRuns } from "../../support/recorded-run.ts";

/** Pages of runs: all that were recorded, one that failed, one of a monitor. */
export const runPages: readonly string[] = [...recordedRuns, "failed", "monitored"];

/** Pages over several runs. */
export const runsPages: readonly string[] = ["index", "comparison"];

/** Pages that have between them all that pages have: what takes a second on each is tried on these. */
export const typicalPages: readonly string[] = [
  ...["etcd-minority", "saturated-machine", "worker-kill", "failed", "monitored"],
  ...runsPages,
];

/** What a made-up run came to. */
export async function judgedStory(story: Story): Promise<ReporterInput> {
  return judgeTimeline(buildTimeline(buildJournal(story)), await loadGuarantees());
}

/** What the run came to that the page of this name is about. */
export function judgedRun(name: string): Promise<ReporterInput> {
  if (name === "failed") return judgedStory(guaranteeStories["max-outage"]?.fail as Story);
  if (name === "monitored") return judgedStory(monitoredOutage);
  return judgeRun(recordedRun(name));
}

/** The text of the page of this name. */
export async function pageText(name: string): Promise<string> {
  if (name === "index")
    return indexPage({ runs: listed, unread: [{ folder: "torn", problem: "report.json is no JSON" }] });
  if (name !== "comparison") return html.render(await judgedRun(name));
  return comparisonPage(await judgedRun("etcd-minority"), await judgedRun("stolen-machine"));
}

const monitoredOutage = monitored({
  lanes: serverLanes,
  durationMs: 120_000,
  guarantees: [serverLimit],
  fate: ({ at }) => (at > 50_000 && at < 53_500 ? { outcome: "failed", error: "refused" } : undefined),
});

const verdict = { id: "max-outage write/api/*", limitMs: 4_000 };
const listed = [
  listedRun({ name: "first", verdicts: [{ ...verdict, measuredMs: [1_000, 2_000] }] }),
  listedRun({ name: "second", outcome: "fail", verdicts: [{ ...verdict, measuredMs: [5_000, 6_000] }] }),
  listedRun({ name: "third", kubernetes: "1.36.3", verdicts: [{ ...verdict, measuredMs: [1_200, null] }] }),
  listedRun({ name: "fourth", scenario: "node-drain", outcome: "inconclusive" }),
  listedRun({ name: "fifth", scenario: "worker-kill", verdicts: [{ id: "max-outage */api/*" }] }),
];
