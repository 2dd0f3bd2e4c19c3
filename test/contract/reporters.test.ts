import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { create } from "xmlbuilder2";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { type Report, reportSchema } from "../../src/model/report.ts";
import type { ReporterInput } from "../../src/model/reporter.ts";
import { seriesSchema } from "../../src/model/series.ts";
import { renderVerdict } from "../../src/report/console/console.ts";
import junit from "../../src/report/junit.ts";
import { judgeRun, judgeTimeline, writeReports } from "../../src/run/judge-run.ts";
import { loadGuarantees, loadReporters } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { guaranteeStories } from "../support/guarantee-stories.ts";
import { writeRun } from "../support/story-run.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const guarantees = await loadGuarantees();
const reporters = await loadReporters();
const stories = Object.values(guaranteeStories).flatMap((outcomes) => Object.values(outcomes));

function judged(story: Story): ReporterInput {
  return judgeTimeline(buildTimeline(buildJournal(story)), guarantees);
}

function reportOf(story: Story): Report {
  return judged(story).report;
}

const crashed: Story = {
  lanes: ["write/api/new"],
  guarantees: [{ id: "no-such", guarantee: "no-such", params: {} }],
  change: (event) => (event.type === "run-end" ? { ...event, reason: "failed" } : event),
  events: [{ type: "error", at: 5, code: "kube", message: "a <tag>, a | pipe, a \u0000 and\na second line & more" }],
};

describe.each(reporters)("reporter of $file", (reporter) => {
  test("gives the same for a run that was just recorded and for its replay, byte for byte", async () => {
    const story = guaranteeStories["leader-within"]?.pass as Story;
    const folder = writeRun(story);
    await writeReports(folder, await judgeRun(folder));
    const live = readFileSync(join(folder, reporter.file));
    const elsewhere = temporaryFolder();
    copyFileSync(join(folder, "journal.jsonl"), join(elsewhere, "journal.jsonl"));
    await writeReports(elsewhere, await judgeRun(elsewhere));
    expect(readFileSync(join(elsewhere, reporter.file)).equals(live)).toBe(true);
    expect(reporter.render(judged(story))).toBe(live.toString());
  });

  test("renders every story, and a run that went wrong", () => {
    for (const story of [...stories, crashed]) expect(reporter.render(judged(story))).toMatch(/\S\n$/);
  });
});

test("there is a reporter for JSON, Markdown and JUnit, and each has a file of its own", () => {
  const files = reporters.map(({ file }) => file);
  expect(files).toEqual(expect.arrayContaining(["junit.xml", "report.json", "report.md"]));
  expect(new Set(files).size).toBe(files.length);
});

test("a reporter gets the time series beside the report, made once and only when it is read", () => {
  const timeline = buildTimeline(buildJournal(guaranteeStories["max-outage"]?.fail as Story));
  let mayBeRead = true;
  const tracks = timeline.tracks.map(({ lane, ...track }) => ({
    ...track,
    lane: {
      ...lane,
      get id() {
        if (!mayBeRead) throw new Error("the lanes are read again");
        return lane.id;
      },
    },
  }));
  const input = judgeTimeline({ ...timeline, tracks }, guarantees);
  mayBeRead = false;
  expect(junit.render(input)).toContain("testsuites");
  expect(() => input.series).toThrow("the lanes are read again");
  mayBeRead = true;
  expect(seriesSchema.safeParse(JSON.parse(JSON.stringify(input.series))).error?.issues).toBeUndefined();
  mayBeRead = false;
  expect(input.series).toBe(input.series);
});

test("every report fits the published schema", () => {
  for (const story of [...stories, crashed]) {
    const parsed = reportSchema.safeParse(JSON.parse(JSON.stringify(reportOf(story))));
    expect(parsed.error?.issues).toBeUndefined();
  }
});

describe("JUnit", () => {
  test("calls each guarantee's case by its id, without a figure", () => {
    const xml = junit.render(judged(guaranteeStories["max-outage"]?.pass as Story));
    expect(xml).toContain('classname="story.guarantee.max-outage" name="max-outage write/api/* during kill"');
  });

  test("is well-formed whatever the texts are, and green only for a pass", () => {
    for (const story of [...stories, crashed]) {
      const input = judged(story);
      const { report } = input;
      const xml = junit.render(input);
      const root = create(xml).root();
      const [failures, errors] = ["failures", "errors"].map((name) =>
        Number(xml.match(new RegExp(`<testsuites[^>]* ${name}="(\\d+)"`))?.[1]),
      );
      expect(root.node.nodeName).toBe("testsuites");
      expect(failures === 0 && errors === 0).toBe(report.outcome === "pass");
    }
  });
});

describe("the verdict in a terminal", () => {
  const report = reportOf(guaranteeStories["max-outage"]?.fail as Story);

  test("names what broke, with limit and bounds", () => {
    const text = renderVerdict(report, { color: false, width: 100 });
    expect(text).toMatch(/✗ write\/api\/\*.*4\.00 s\s+4\.\d\d s to 4\.\d\d s/);
    expect(text).toContain("FAIL: 1 guarantee broke");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("has no colour where none is wanted, and the same words where it is", () => {
    const plain = renderVerdict(report, { color: false, width: 100 });
    const paint = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
    expect(plain).not.toMatch(paint);
    expect(renderVerdict(report, { color: true, width: 100 }).replaceAll(paint, "")).toBe(plain);
  });
});
