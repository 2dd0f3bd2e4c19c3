import { expect, test } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import type { Outcome } from "../../../../src/model/outcome.ts";
import { renderVerdict } from "../../../../src/report/console/console.ts";
import markdown from "../../../../src/report/markdown.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";
import { reportAlone } from "../../../support/report-alone.ts";

const guarantees = await loadGuarantees();
const myth = { claim: "Elections are free.", truth: "writes waited for one." };

test.each<[Outcome, RegExp]>([
  ["pass", /^Refuted: writes waited for one\. Measured: .+\.$/],
  ["fail", /^Not refuted/],
  ["inconclusive", /^Undecided/],
])("a belief is told of in plain words where the run comes to %s", (outcome, verdict) => {
  const story = guaranteeStories["max-outage"]?.[outcome] as Story;
  const journal = buildJournal({
    ...story,
    change: (event) => (event.type === "run-start" ? { ...event, myth } : event),
  });
  const report = judge(buildTimeline(journal), guarantees);
  expect(report.myth).toEqual({ claim: myth.claim, verdict: expect.stringMatching(verdict) });
  expect(renderVerdict(report, { color: false, width: 400 })).toContain('"Elections are free."');
  expect(markdown.render(reportAlone(report))).toContain('> "Elections are free."');
});

test("a belief is not refuted by nothing", () => {
  const nothing = buildJournal({
    lanes: ["write/api/new"],
    guarantees: [],
    change: (event) => (event.type === "run-start" ? { ...event, myth } : event),
  });
  const report = judge(buildTimeline(nothing), guarantees);
  expect(report).toMatchObject({ outcome: "inconclusive", myth: { verdict: expect.stringMatching(/^Undecided/) } });
});

test("most runs test none", () => {
  const report = judge(buildTimeline(buildJournal(guaranteeStories["max-outage"]?.pass as Story)), guarantees);
  expect(report.myth).toBeNull();
  expect(renderVerdict(report, { color: false, width: 100 })).not.toContain("efuted");
});
