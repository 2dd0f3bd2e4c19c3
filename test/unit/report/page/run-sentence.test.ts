import { expect, it } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { Report } from "../../../../src/model/report.ts";
import { runInWords } from "../../../../src/report/page/run-sentence.ts";
import type { Told } from "../../../../src/report/page/verdict-sentence.ts";
import { judgeTimeline } from "../../../../src/run/judge-run.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";

const guarantees = await loadGuarantees();

function toldOf(name: string, outcome: "pass" | "fail" | "inconclusive", change: Partial<Report> = {}): Told {
  const story = guaranteeStories[name]?.[outcome] as Story;
  const { report, course, series } = judgeTimeline(buildTimeline(buildJournal(story)), guarantees);
  return { report: { ...report, ...change }, course, outages: series.lanes };
}

it("is about what broke where something did", () => {
  const { sentence, counts } = runInWords(toldOf("max-outage", "fail"));
  expect(sentence).toMatch(/^Writes stopped for .* the limit is 4 s\.$/);
  expect(counts).toMatch(/broke/);
});

it("is about safety before time, and of times about the one furthest beyond its limit", () => {
  const slow = toldOf("max-outage", "fail");
  const split = toldOf("one-leader", "fail");
  const twice = slow.report.verdicts.map((verdict) => ({ ...verdict, measuredMs: [9_000, 9_100] as const }));
  const verdicts = [...slow.report.verdicts, ...twice, ...split.report.verdicts];
  const both = (count: number): Told => ({
    ...slow,
    report: { ...slow.report, verdicts: verdicts.slice(0, count) },
    course: { guarantees: [...slow.course.guarantees, ...slow.course.guarantees, ...split.course.guarantees] },
  });
  expect(runInWords(both(verdicts.length)).sentence).toMatch(/^Etcd had two leaders/);
  expect(runInWords(both(2 * twice.length)).sentence).toMatch(/^Writes stopped for 9 to 9\.1 s/);
});

it("is about what held and came closest to its limit where all did", () => {
  const told = toldOf("max-outage", "pass");
  const outcome = { ...told, report: { ...told.report, outcome: "pass" as const } };
  expect(runInWords(outcome).sentence).toMatch(/^Writes stopped for .*; the limit is 4 s\.$|^Writes never stopped/);
});

it("never calls a run a pass that is none, and says why it shows nothing", () => {
  const machine = (told: Told) => ({ ...told.report.machine, notCarried: "the host took 40 % of the CPU" });
  const open = toldOf("max-outage", "inconclusive");
  expect(runInWords(open).sentence).not.toMatch(/limit is 4 s\.$/);
  const busy = { ...open, report: { ...open.report, machine: machine(open) } };
  expect(runInWords(busy)).toMatchObject({
    sentence: "This machine could not carry the run, so what broke is not held against the cluster.",
    detail: "the host took 40 % of the CPU",
  });
  const passed = toldOf("max-outage", "pass");
  const unmet = { name: "the journal is undamaged", outcome: "inconclusive" as const, summary: "2 lines are missing" };
  const shown = { ...passed.report, outcome: "inconclusive" as const, assumptions: [unmet] };
  const verdicts = shown.verdicts.map((verdict) => ({ ...verdict, outcome: "pass" as const }));
  expect(runInWords({ ...passed, report: { ...shown, verdicts } })).toMatchObject({
    sentence: "The run shows nothing for sure: what had to be true was not.",
    detail: "the journal is undamaged: 2 lines are missing",
  });
});

it("says so where nothing was promised", () => {
  const told = toldOf("max-outage", "pass", { outcome: "pass", verdicts: [] });
  expect(runInWords(told).sentence).toMatch(
    /^Nothing was promised, so nothing was judged: [\d,]+ attempts were measured\.$/,
  );
});
