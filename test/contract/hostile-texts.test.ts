import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { create } from "xmlbuilder2";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import type { Report } from "../../src/model/report.ts";
import { renderVerdict } from "../../src/report/console/console.ts";
import { renderSuite } from "../../src/report/console/suite.ts";
import { curesMarkdown } from "../../src/report/cures/markdown.ts";
import { curesPage } from "../../src/report/cures/page.ts";
import { judgeTimeline } from "../../src/run/judge-run.ts";
import { loadGuarantees, loadReporters, loadSuiteReporters } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { colorsOf } from "../../src/terminal/terminal.ts";
import { guaranteeStories } from "../support/guarantee-stories.ts";
import { hiddenPassword, hostileText, obeyed, withTexts } from "../support/hostile-texts.ts";
import { readOpenMetrics } from "../support/openmetrics.ts";
import { quarantineMark, strictTerms, suiteOf, suiteResult, suiteRun } from "../support/suite-builder.ts";

const guarantees = await loadGuarantees();
const judged = judgeTimeline(buildTimeline(buildJournal(guaranteeStories["max-outage"]?.fail as Story)), guarantees);
const broken = judge(buildTimeline(buildJournal(guaranteeStories["max-outage"]?.fail as Story)), guarantees);
const ended = { ...quarantineMark({ daysLeft: -1 }), scenario: "e", inCall: true };
const suite = suiteOf(
  [
    suiteRun({ scenario: "a", result: suiteResult(broken, { replaced: "it", errors: ["b"] }) }),
    suiteRun({ scenario: "c", notRun: "d" }),
    suiteRun({ scenario: "f", earlier: [suiteResult(broken)], result: suiteResult(broken) }),
    suiteRun({ scenario: "g", result: suiteResult(broken), quarantine: [quarantineMark({ guarantee: "h" })] }),
    suiteRun({ scenario: "i", result: suiteResult(broken), quarantine: [quarantineMark()] }),
  ],
  "completed",
  { ...strictTerms, retryInconclusive: 1, quarantine: { file: "j", entries: [ended] } },
);

/** Words that the harness itself chose among some: a text from elsewhere never takes their place. */
const ownWords =
  /^(pass|fail|inconclusive|completed|interrupted|deadline|failed|cut|stopped|counts|allowed|quarantined|control-plane|worker|\d{4}-.*Z)$/;

const hostile = <Value>(value: Value, text: string): Value =>
  withTexts(value, (own) => (ownWords.test(own) ? own : `${own}${text}`));

/** Every line of a file that a person or a program reads; a program's own check is beside it. */
function mustBeInert(text: string): void {
  expect(text).not.toMatch(obeyed);
  expect(text).not.toContain(hiddenPassword);
}

function mustBeWellFormed(file: string, text: string): void {
  if (file.endsWith(".json")) JSON.parse(text);
  if (file.endsWith(".svg")) expect(create(text).root().node.nodeName).toBe("svg");
  if (file.endsWith(".prom")) readOpenMetrics(text);
  if (file.endsWith(".xml")) expect(create(text).root().node.nodeName).toBe("testsuites");
  if (file.endsWith(".xml")) expect(text).not.toContain("[[ATTACHMENT");
  // Its data, its library and its own script, and nothing that any text began; links are to places in it.
  if (file.endsWith(".html")) {
    expect(text.match(/<script|<\/script/g)).toHaveLength(6);
    expect(text.match(/<b>|<!--|\son\w+="|(?:src|href)="(?!#)/g)).toBeNull();
  }
  if (!file.endsWith(".md")) return;
  const outOfCode = text.replaceAll(/(?<!\\)`[^`\n]*`/g, "");
  expect(outOfCode).not.toMatch(/<script|(?<!\\)\]\(|(?<!\\)[`[]|https?:\/\/|^# heading/m);
  // GitHub notifies whoever is named, and links what looks like an issue's number.
  expect(outOfCode).not.toMatch(/@\w|(?<!&)#\d|\bGH-\d/i);
  expect(text.match(/^# /gm)).toHaveLength(1);
  expect(text.length).toBeLessThanOrEqual(65_000);
}

describe.each(await loadReporters())("reporter of $file", ({ file, render }) => {
  test("passes on no text that anything obeys", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const report = hostile<Report>(judged.report, text);
        const { series, course } = judged;
        const written = render({ report, series: hostile(series, text), course: hostile(course, text) });
        mustBeInert(written);
        mustBeWellFormed(file, written);
      }),
      { numRuns: 30 },
    );
  });
});

describe.each(await loadSuiteReporters())("reporter of several runs, $file", ({ file, render }) => {
  test("passes on no text that anything obeys", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const written = render({ suite: hostile(suite, text) });
        mustBeInert(written);
        mustBeWellFormed(file, written);
      }),
      { numRuns: 30 },
    );
  });
});

test("pairs side by side pass on no text that anything obeys", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const side = { scenario: "a", report: hostile<Report>(judged.report, text), before: [] };
      const pairs = [{ disease: side, cure: { ...side, scenario: text } }];
      const [page, markdown] = [curesPage(pairs), curesMarkdown(pairs)];
      for (const written of [page, markdown]) mustBeInert(written);
      mustBeWellFormed("cures.md", markdown);
      expect(page.match(/<script|<\/script/g)).toHaveLength(2);
      expect(page.match(/<b>|<!--|\son\w+="|(?:src|href)="/g)).toBeNull();
    }),
    { numRuns: 30 },
  );
});

test("a terminal gets the harness's own colours and nothing else to obey", () => {
  const color = colorsOf({ color: true });
  const own = [color.green, color.red, color.yellow, color.dim, color.bold].flatMap((paint) => paint("|").split("|"));
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = { color: true, width: 100 };
      const printed = [
        renderVerdict(hostile<Report>(judged.report, text), shown),
        renderSuite(hostile(suite, text), shown),
      ].join("\n");
      mustBeInert(own.reduce((rest, sequence) => rest.replaceAll(sequence, ""), printed));
    }),
    { numRuns: 30 },
  );
});
