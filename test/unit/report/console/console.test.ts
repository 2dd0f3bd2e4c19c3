import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import { formatMs } from "../../../../src/model/duration.ts";
import type { Report } from "../../../../src/model/report.ts";
import { renderVerdict } from "../../../../src/report/console/console.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";
import { hostileText, withTexts } from "../../../support/hostile-texts.ts";

const guarantees = await loadGuarantees();
const reports = Object.entries(guaranteeStories).flatMap(([name, outcomes]) =>
  Object.entries(outcomes).map(
    ([outcome, story]) => [`${name} ${outcome}`, judge(buildTimeline(buildJournal(story)), guarantees)] as const,
  ),
);
const text = (report: Report, width: number) => renderVerdict(report, { color: false, width });

describe.each(reports)("the verdict of %s", (_, report) => {
  test.each([40, 80, 160, 200])("fits %i columns", (width) => {
    for (const line of text(report, width).split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });

  test("has each limit once above its last lines, in its promise", () => {
    const rows = text({ ...report, failovers: [], slowerThanStock: [] }, 200).split(/^[✓?✗] \d+ of/m)[0] ?? "";
    for (const { promise, limitMs, outcome } of report.verdicts) {
      if (limitMs === undefined || outcome !== "pass") continue;
      expect(promise).toContain(formatMs(limitMs));
      const row = rows.replaceAll(/\s+/g, " ");
      expect(row.split(promise.replaceAll(/\s+/g, " "))).toHaveLength(2);
    }
  });

  test("ends with what decided it", () => {
    const last = text(report, 120).trimEnd().split("\n");
    const begin = last.findLastIndex((line) => /^[✓?✗] (?:PASS|FAIL|INCONCLUSIVE|MEASURED)/.test(line));
    const end = last.slice(begin).join(" ").replaceAll(/\s+/g, " ");
    for (const { id, outcome } of report.verdicts.slice(0, 1)) {
      if (outcome === "fail") expect(end).toContain(id.replaceAll(/\s+/g, " "));
    }
    expect(
      end.startsWith(report.outcome === "pass" ? "✓ PASS" : report.outcome === "fail" ? "✗ FAIL" : "? INCON"),
    ).toBe(true);
  });
});

test("a verdict fits its terminal whatever texts are in it", () => {
  const [, report] = reports.find(([name]) => name === "max-outage fail") ?? [];
  if (report === undefined) throw new Error("there is no such story");
  const ownWords = /^(pass|fail|inconclusive|completed|ok|deviating)$/;
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 40, max: 200 }), (hostile, width) => {
      const told = withTexts(report, (own) => (ownWords.test(own) ? own : `${own}${hostile}`));
      for (const line of text(told, width).split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 40 },
  );
});

test("the last line of an inconclusive run says what else held", () => {
  const [, report] = reports.find(([name]) => name === "max-outage inconclusive") ?? [];
  if (report === undefined) throw new Error("there is no such story");
  const held = { ...report.verdicts[0], id: "other", outcome: "pass" } as Report["verdicts"][number];
  expect(text({ ...report, verdicts: [...report.verdicts, held] }, 120)).toContain(
    "? INCONCLUSIVE: 1 of 2 guarantees showed nothing either way, 1 held\n  ? max-outage ",
  );
});
