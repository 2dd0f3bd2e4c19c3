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

describe("the Markdown", () => {
  const render = reporters.find(({ file }) => file === "report.md")?.render as (input: ReporterInput) => string;
  const input = judged(guaranteeStories["max-outage"]?.fail as Story);
  const wide = (times: number): ReporterInput => {
    const { report, series, course } = input;
    const many = <Value>(values: readonly Value[]) => Array.from({ length: times }, () => values).flat();
    const outage = { from: 1, to: 2, atLeastMs: 1, atMostMs: 2, attempts: 1, errors: { hang: 1 } };
    return {
      report: {
        ...report,
        verdicts: many(report.verdicts),
        assumptions: many(report.assumptions),
        findings: many(["a finding"]),
        unobserved: many([{ lane: "a", from: 1, to: 2, reason: "@all `and` | more" }]),
      },
      series: { ...series, lanes: series.lanes.map((lane) => ({ ...lane, outages: many([outage]) })) },
      course,
    };
  };

  test("fits a comment on GitHub, whatever was recorded, and says what it left out", () => {
    for (const times of [1, 50, 5_000]) expect(render(wide(times)).length).toBeLessThanOrEqual(65_000);
    expect(render(wide(1))).not.toContain("report.json beside this file has all of them");
    expect(render(wide(5_000))).toMatch(/\n\n[\d,]+ more: report\.json beside this file has all of them/);
  });

  test("has findings before explanations, and long tables folded", () => {
    const text = render(wide(20));
    const places = ["What did not hold", "What the lanes say", "Faults", "The run", "How to read it"].map((title) =>
      text.indexOf(title),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(text).toContain("<details><summary>What the lanes say (20)</summary>\n\n- a finding\n");
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  test("does not contradict its verdict: what was too quick is no longer as expected", () => {
    const { report, series, course } = input;
    const [verdict] = report.verdicts;
    if (verdict === undefined) throw new Error("the story has no verdict");
    const quick = { ...verdict, expectedMs: [2_500, 5_000], measuredMs: [881, 1_130] } as const;
    expect(render({ report: { ...report, verdicts: [quick] }, series, course })).toMatch(
      /\| 2\.5 s to 5 s \| 881 ms to 1\.13 s \| quicker than expected \|/,
    );
  });

  test("names kind by its version", () => {
    const { report, series, course } = input;
    const cluster = report.cluster && { ...report.cluster, kind: "/home/me/.cache/kind" };
    const text = render({ report: { ...report, cluster, host: { ...report.host, kind: "0.33.0" } }, series, course });
    expect(text).toContain("kind 0.33.0");
    expect(text).not.toContain(".cache/kind");
  });
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

  test("has a time on every suite and case, which is the measured length, and says what ran", () => {
    const xml = junit.render(judged(guaranteeStories["max-outage"]?.fail as Story));
    const elements = [...xml.matchAll(/<test(?:suites|suite|case)\b[^>]*>/g)].map(([tag]) => tag);
    expect(elements.length).toBeGreaterThan(10);
    for (const element of elements) expect(element).toMatch(/ time="\d+\.\d{3}"/);
    expect(xml).toMatch(/name="max-outage write[^"]*" time="4\.[0-9]{3}"/);
    for (const property of ["version", "kubernetes", "topology", "profile", "seed", "report"])
      expect(xml).toMatch(new RegExp(`<property name="${property}" value="[^"]+"/>`));
  });

  test("has names without a figure, so that histories go on when a limit changes", () => {
    for (const story of stories) {
      const names = [...junit.render(judged(story)).matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)];
      for (const [, classname, name] of names) {
        expect(`${classname} ${name}`).not.toMatch(/\d+(?:\.\d+)? ?(?:ms|s|min|%)(?!\w)|at (?:least|most) \d/);
      }
    }
  });

  test("has the same names for a stock run and a fast one", () => {
    const namesOn = (profile: string) => {
      const story = guaranteeStories["leader-within"]?.pass as Story;
      const change: Story["change"] = (event) => {
        if (event.type === "cluster") return { ...event, cluster: { ...event.cluster, profile } };
        if (event.type !== "settings" || profile === "stock") return event;
        const { electionMs, heartbeatMs } = event.settings.etcd;
        const etcd = { ...event.settings.etcd, electionMs: electionMs / 2, heartbeatMs: heartbeatMs / 2 };
        return { ...event, settings: { ...event.settings, etcd } };
      };
      return [...junit.render(judged({ ...story, change })).matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)]
        .map(([, classname, name]) => `${classname} ${name}`)
        .toSorted();
    };
    expect(namesOn("fast")).toEqual(namesOn("stock"));
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
    expect(text).toMatch(/✗ write\/api\/\* never out longer than 4 s .*4(?:\.\d+)? s to 4(?:\.\d+)? s\n/);
    expect(text).toContain("FAIL: 1 of 1 guarantee broke");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("has no colour where none is wanted, and the same words where it is", () => {
    const plain = renderVerdict(report, { color: false, width: 100 });
    const paint = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
    expect(plain).not.toMatch(paint);
    expect(renderVerdict(report, { color: true, width: 100 }).replaceAll(paint, "")).toBe(plain);
  });
});
