import { expect, test } from "vitest";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { runDigestSchema } from "../../src/model/listed-run.ts";
import { runMessage, slackForm, suiteMessage } from "../../src/notify/message.ts";
import { renderVerdict } from "../../src/report/console/console.ts";
import { renderSuite } from "../../src/report/console/suite.ts";
import { comparisonPage } from "../../src/report/runs/comparison-page.ts";
import { indexPage } from "../../src/report/runs/index-page.ts";
import { judgeTimeline } from "../../src/run/judge-run.ts";
import { loadGuarantees, loadReporters, loadSuiteReporters } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { guaranteeStories } from "../support/guarantee-stories.ts";
import { suiteOf, suiteResult, suiteRun } from "../support/suite-builder.ts";

const definitions = await loadGuarantees();
const reporters = await loadReporters();
const suiteReporters = await loadSuiteReporters();

/** Whatever tells what a run came to, by its name. */
function tellings(story: Story): Record<string, string> {
  const input = judgeTimeline(buildTimeline(buildJournal(story)), definitions);
  const { report } = input;
  const suite = suiteOf([suiteRun({ result: suiteResult(report) })]);
  const digest = runDigestSchema.parse(report);
  const messages = [runMessage(report, report.exitCode), suiteMessage(suite, suite.exitCode)];
  const terminal = { color: false, width: 200 };
  return {
    ...Object.fromEntries(reporters.map(({ file, render }) => [file, render(input)])),
    ...Object.fromEntries(suiteReporters.map(({ file, render }) => [`${file} of several`, render({ suite })])),
    terminal: renderVerdict(report, terminal),
    "terminal of several": renderSuite(suite, terminal),
    "page of many runs": indexPage({ runs: [{ digest, name: "run", href: "run/report.html" }], unread: [] }),
    comparison: comparisonPage(input, input),
    ...Object.fromEntries(messages.map((message) => [`message of a ${message.kind}`, JSON.stringify(message)])),
    ...Object.fromEntries(messages.map((message) => [`chat of a ${message.kind}`, JSON.stringify(slackForm(message))])),
  };
}

test("whoever tells what a run came to says that a limit of it is weaker than the scenario's", () => {
  const story = guaranteeStories["max-outage"]?.pass as Story;
  const ownLimit = { instead: "10ms", from: "c.yaml:1", reason: "slow disks" };
  const own = { ...story, guarantees: story.guarantees.map((spec) => ({ ...spec, ownLimit })) };
  const saysSo = /\bweaker\b/i;
  for (const [name, text] of Object.entries(tellings(own))) expect.soft(text, name).toMatch(saysSo);
  for (const [name, text] of Object.entries(tellings(story))) expect.soft(text, name).not.toMatch(saysSo);
});
