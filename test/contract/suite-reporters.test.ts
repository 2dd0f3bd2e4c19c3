import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { create } from "xmlbuilder2";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import { planAssumption } from "../../src/analysis/verdict/plan-carried-out.ts";
import { type Suite, type SuiteResult, type SuiteVerdict, suiteSchema } from "../../src/model/suite.ts";
import type { SuiteTerms } from "../../src/model/suite-terms.ts";
import { renderSuite } from "../../src/report/console/suite.ts";
import junit from "../../src/report/suite/junit.ts";
import markdown from "../../src/report/suite/markdown.ts";
import { loadGuarantees, loadSuiteReporters } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { judgedOnBusyMachine } from "../support/busy-machine.ts";
import { guaranteeStories } from "../support/guarantee-stories.ts";
import { quarantineMark, strictTerms, suiteOf, suiteResult, suiteRun } from "../support/suite-builder.ts";

const guarantees = await loadGuarantees();
const reporters = await loadSuiteReporters();

const runOf = (scenario: string, story: Story, change = {}) =>
  suiteRun({ scenario, result: suiteResult(judge(buildTimeline(buildJournal(story)), guarantees), change) });
const stories = guaranteeStories["max-outage"] as Record<"pass" | "fail" | "inconclusive", Story>;

const passed = runOf("etcd-minority", stories.pass);
const failed = runOf("lb-kill", stories.fail, { replaced: "etcd members: one | missing" });
const open = runOf("etcd-majority", stories.inconclusive, { exitCode: 2, errors: ["kube: a <tag> &\nmore \u0000"] });
const notRun = suiteRun({ scenario: "baseline", repeat: 2, notRun: "interrupted" });
const unsupported = suiteRun({ scenario: "network-degrade", unsupported: true, notRun: "no netem in this kernel" });

const busy = {
  name: "the self-probe on this machine always answered",
  outcome: "inconclusive",
  summary: "saturated",
} as const;
const withBusy = (story: Story, run: string) => {
  const result = suiteResult(judge(buildTimeline(buildJournal(story)), guarantees));
  const assumptions = [{ name: planAssumption, outcome: "pass", summary: "done" } as const, busy];
  return { ...result, run, outcome: "inconclusive", exitCode: 3, assumptions } as const;
};
const steady = suiteResult(judge(buildTimeline(buildJournal(stories.pass)), guarantees));
const calmed = {
  ...steady,
  run: "etcd-minority-3",
  assumptions: [{ ...busy, outcome: "pass", summary: "idle" } as const],
};
const twice = [withBusy(stories.pass, "etcd-minority-1"), withBusy(stories.pass, "etcd-minority-2")];
const retried = suiteRun({ scenario: "etcd-minority", earlier: twice, result: calmed });
const stillOpen = suiteRun({
  scenario: "lb-pause",
  earlier: twice.slice(1),
  result: withBusy(stories.pass, "lb-pause-2"),
});
const wholeMark = quarantineMark();
const kept = { ...failed, scenario: "lb-kill", quarantine: [wholeMark] };
const keptPart = {
  ...runOf("etcd-restart", stories.fail),
  quarantine: [quarantineMark({ guarantee: failed.result?.verdicts[0]?.id ?? "", reason: "another" })],
};
const mended = {
  ...runOf("node-drain", stories.pass),
  quarantine: [quarantineMark({ until: "2026-11-27", daysLeft: 0 })],
};
const ended = { ...quarantineMark({ until: "2026-11-20", daysLeft: -3 }), scenario: "baseline", inCall: true };
const elsewhere = { ...quarantineMark({ reason: "of no interest" }), scenario: "worker-kill", inCall: false };
const terms: SuiteTerms = {
  retryInconclusive: 2,
  allowInconclusive: true,
  quarantine: { file: "ci/quarantine.yaml", entries: [ended, elsewhere] },
};
const lenient = suiteOf([retried, stillOpen, kept, mended], "completed", terms);
const nothingShown = suiteOf([stillOpen], "completed", terms);
const nothingCounts = suiteOf([kept], "completed", { ...terms, allowInconclusive: false });

const suites: Record<string, Suite> = {
  lenient,
  nothingShown,
  nothingCounts,
  inPart: suiteOf([passed, keptPart], "completed", terms),
  passed: suiteOf([passed, unsupported]),
  mixed: suiteOf([passed, failed, open, notRun, unsupported]),
  interrupted: suiteOf([passed, notRun], "interrupted"),
};
const mixed = suites.mixed as Suite;

test("there is a reporter for JSON, Markdown and JUnit, and each has a file of its own", () => {
  const files = reporters.map(({ file }) => file);
  expect(files).toEqual(expect.arrayContaining(["junit.xml", "summary.json", "summary.md"]));
  expect(new Set(files).size).toBe(files.length);
});

test.each(Object.keys(suites))("a suite that %s fits the published schema, and every reporter renders it", (name) => {
  const suite = suites[name] as Suite;
  expect(suiteSchema.safeParse(JSON.parse(JSON.stringify(suite))).error?.issues).toBeUndefined();
  for (const reporter of reporters) expect(reporter.render({ suite })).toMatch(/\S\n$/);
});

test.each(Object.keys(suites))("a suite that %s is the same text in pieces", (name) => {
  const suite = suites[name] as Suite;
  const inPieces = reporters.filter(({ pieces }) => pieces !== undefined);
  expect(inPieces.map(({ file }) => file).toSorted()).toEqual(["junit.xml", "summary.json"]);
  for (const { pieces, render } of inPieces) expect([...(pieces?.({ suite }) ?? [])].join("")).toBe(render({ suite }));
});

test("a run that its machine spoiled is told by that, before any guarantee", async () => {
  const report = await judgedOnBusyMachine("max-outage", 1);
  const spoiled = suiteRun({ scenario: "etcd-minority", result: suiteResult(report) });
  const row = markdown
    .render({ suite: suiteOf([spoiled]) })
    .split("\n")
    .find((line) => line.includes("etcd-minority"));
  expect(row).toMatch(/inconclusive .* did not hold: this machine carried .*: this machine's CPU was saturated/);
});

describe("JUnit over all", () => {
  const totalsOf = (suite: Suite) =>
    ["failures", "errors"].map((name) =>
      Number(junit.render({ suite }).match(new RegExp(`<testsuites[^>]* ${name}="(\\d+)"`))?.[1]),
    );

  test("is red where the exit code is not 0, and only there", () => {
    const run = fc.constantFrom(passed, failed, open, notRun, unsupported, retried, stillOpen, kept, keptPart, mended);
    const end = fc.constantFrom("completed", "stopped", "interrupted", "cut" as const);
    fc.assert(
      fc.property(fc.array(run, { maxLength: 5 }), end, fc.boolean(), (runs, how, allowInconclusive) => {
        const suite = suiteOf(runs, how as Suite["end"], { ...terms, allowInconclusive });
        const [failures = 0, errors = 0] = totalsOf(suite);
        expect(failures + errors > 0).toBe(suite.exitCode !== 0);
      }),
      { numRuns: 60 },
    );
  });

  test("tells attempts as surefire does, and skips what is allowed or in quarantine, with the reason", () => {
    const xml = junit.render({ suite: lenient });
    const suiteOfRun = (name: string) =>
      xml.match(new RegExp(`<testsuite name="${name}"[\\s\\S]*?</testsuite>`))?.[0] ?? "";
    const first = suiteOfRun("etcd-minority");
    expect(first).toMatch(
      /<property name="attempts" value="pass at the 3rd attempt of at most 3; the 1st was inconclusive:/,
    );
    expect(first).toMatch(
      /name="the self-probe on this machine always answered" time="0\.000">\s*<flakyError message="attempt 1: saturated" type="inconclusive">/,
    );
    expect(first).toMatch(/<flakyError message="attempt 2: saturated"/);
    expect(first).not.toMatch(/<(error|failure|skipped)/);
    const second = suiteOfRun("lb-pause");
    expect(second).toMatch(
      /<skipped message="allowed by --allow-inconclusive; inconclusive: saturated"\/>\s*<rerunError/,
    );
    const third = suiteOfRun("lb-kill");
    expect(third).toMatch(
      /<property name="quarantine" value="in quarantine until 2026-12-31 \(38 days left\): a known flaw"/,
    );
    expect(third).toMatch(/<skipped message="in quarantine until 2026-12-31 \(38 days left\): a known flaw; fail: /);
    expect(third).not.toMatch(/<(error|failure)/);
    expect(suiteOfRun("node-drain")).toMatch(/<property name="advice" value="node-drain passes: take it out of/);
    expect(xml).toMatch(/<testsuites[^>]* skipped="[1-9]/);
  });

  test("skips of a run with one guarantee in quarantine that one alone", () => {
    const other = { ...(keptPart.result as SuiteResult) };
    const [verdict] = other.verdicts;
    const both = {
      ...keptPart,
      result: { ...other, verdicts: [...other.verdicts, { ...verdict, id: "b" } as SuiteVerdict] },
    };
    const suite = suiteOf([passed, both]);
    expect(totalsOf(suite)).toEqual([1, 0]);
    expect(suite.exitCode).toBe(1);
  });

  test("has a case of its own where no run says why it is not green", () => {
    const xml = junit.render({ suite: nothingCounts });
    expect(totalsOf(nothingCounts)).toEqual([0, 1]);
    expect(xml).toMatch(/name="exit code" time="0\.000">\s*<error message="completed, exit code 3; .*NOTHING COUNTS/);
  });

  test("is well-formed, and green only where all passed that can be run here", () => {
    for (const suite of Object.values(suites))
      expect(create(junit.render({ suite })).root().node.nodeName).toBe("testsuites");
    expect(totalsOf(suites.passed as Suite)).toEqual([0, 0]);
    expect(totalsOf(suites.interrupted as Suite)[1]).toBeGreaterThan(0);
    const [failures = 0, errors = 0] = totalsOf(mixed);
    expect(failures > 0 && errors > 1).toBe(true);
  });

  test("has a test suite for every run, with its number where it is repeated", () => {
    const xml = junit.render({ suite: mixed });
    for (const name of ["etcd-minority", "lb-kill", "etcd-majority", "baseline#2"]) {
      expect(xml).toContain(`<testsuite name="${name}"`);
    }
    expect(xml).not.toContain("network-degrade");
  });
});

test("a run that nothing but an assumption kept from passing shows that one in the table", () => {
  const busy = {
    name: "the self-probe on this machine always answered",
    outcome: "inconclusive",
    summary: "saturated",
  } as const;
  const run = runOf("etcd-minority", stories.pass, { outcome: "inconclusive", exitCode: 3, assumptions: [busy] });
  expect(markdown.render({ suite: suiteOf([run]) })).toMatch(
    /\| did not hold: the self-probe on this machine always answered: saturated \|/,
  );
});

test("the Markdown has the table first, then why runs did not pass and what was replaced", () => {
  const text = markdown.render({ suite: mixed });
  expect(text).toMatch(/^# suite-.*: ✗ fail\n\n1 pass, 1 fail, 1 inconclusive, 1 not run, 1 unsupported\. /);
  expect(text).toMatch(/\| baseline#&#8203;2 \| · not run \| {2}\| interrupted \|/);
  expect(text).toMatch(/## lb-kill\n\n[^#]*✗ fail/);
  expect(text).toContain("etcd members: one \\| missing");
  expect(text).not.toMatch(/## etcd-minority/);
});

test("the Markdown of a night in which most broke still says which shards are missing", () => {
  const runs = Array.from({ length: 900 }, (_, index) => ({ ...failed, repeat: index + 1 }));
  const missing = ["shard 3/4 (baseline; first on ha-3cp-3w, stock, 1.37.2)"];
  const suite = { ...suiteOf(runs), merged: { summaries: 3, missing, doubled: [], late: [], unseen: 0 } };
  const text = markdown.render({ suite });
  expect(text).toContain("MISSING: shard 3/4");
  expect(text).toMatch(/What did not pass.*\n\n.*\n.*\n\| lb-kill \|/);
});

describe("the table in a terminal", () => {
  const text = renderSuite(mixed, { color: false, width: 140 });

  test("has scenario, outcome, duration, worst guarantee and report of every run", () => {
    expect(text).toMatch(/scenario +outcome +duration +worst guarantee +report/);
    expect(text).toMatch(
      /✗ lb-kill +fail +[\d.]+ s +4(?:\.\d+)? s to 4(?:\.\d+)? s of 4 s: max-outage write\/api.* {2}story-/,
    );
    expect(text).toMatch(/· baseline#2 +not run +interrupted/);
    expect(text).toMatch(/· network-degrade +unsupported +no netem/);
    expect(text).toContain("✗ FAIL: 1 pass, 1 fail, 1 inconclusive, 1 not run, 1 unsupported");
  });

  test.each(Object.keys(suites))("fits 40 to 200 columns (%s)", (name) => {
    for (const width of [40, 80, 120, 200])
      for (const line of renderSuite(suites[name] as Suite, { color: false, width }).split("\n"))
        expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });

  test("ends with what broke, with its figures and its limit", () => {
    const last = text.slice(text.indexOf("✗ FAIL:")).split("\n");
    expect(last[1]).toMatch(/^ {2}✗ lb-kill: 4(?:\.\d+)? s to 4(?:\.\d+)? s of 4 s: max-outage /);
  });

  test("has the same words with colour", () => {
    const paint = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
    expect(text).not.toMatch(paint);
    expect(renderSuite(mixed, { color: true, width: 140 }).replaceAll(paint, "")).toBe(text);
  });
});

describe("what was declared is told", () => {
  // Wide enough for every note to stand on one line.
  const terminal = (suite: Suite) => renderSuite(suite, { color: false, width: 900 });

  test("in a terminal: attempts, what is allowed, what is in quarantine and what to do about it", () => {
    const text = terminal(lenient);
    expect(text).toMatch(/✓ etcd-minority +pass \(attempt 3\) /);
    expect(text).toContain(
      "    pass at the 3rd attempt of at most 3; the 1st was inconclusive: the self-probe on this machine always answered: saturated (etcd-minority-1); the 2nd was",
    );
    expect(text).toMatch(/\? lb-pause +inconclusive \(attempt 2, allowed\) /);
    expect(text).toMatch(
      /✗ lb-kill +fail \(in quarantine\) .*\n {4}in quarantine until 2026-12-31 \(38 days left\): a known flaw\n/,
    );
    expect(text).toMatch(
      /✓ node-drain +pass \(in quarantine\) .*\n {4}in quarantine until 2026-11-27 \(the last day\): /,
    );
    expect(text).toContain("  --retry-inconclusive 2: 3 attempts had to be repeated\n");
    expect(text).toContain(
      "  --allow-inconclusive: 1 of 4 runs inconclusive and allowed to be: nothing was shown there\n",
    );
    expect(text).toContain("  ci/quarantine.yaml: the quarantine of baseline ended on 2026-11-20 and has no effect");
    expect(text).toContain("  node-drain passes: take it out of quarantine (ci/quarantine.yaml, until 2026-11-27)\n");
    expect(text).not.toContain("lb-kill passes");
    expect(text).not.toContain("of no interest");
    expect(text).toContain(
      "? INCONCLUSIVE, allowed: 2 pass (1 at a later attempt), 1 inconclusive (1 allowed), 1 fail in quarantine\n",
    );
  });

  test("what of a run still decides beside what is in quarantine", () => {
    const own = { ...(keptPart.result as SuiteResult) };
    const open = { ...keptPart, result: { ...own, assumptions: withBusy(stories.pass, "").assumptions } };
    const text = terminal(suiteOf([passed, keptPart, open], "completed", terms));
    expect(text).toMatch(/✗ etcd-restart +fail \(in quarantine, else inconclusive, allowed\) /);
    expect(text).toContain(": 1 pass, 1 inconclusive (1 allowed), 1 fail in quarantine\n");
  });

  test("why an attempt was inconclusive where a guarantee stayed open", () => {
    const before = { ...(open.result as SuiteResult), run: "before", errors: [], assumptions: [] };
    const text = terminal(suiteOf([suiteRun({ earlier: [before], result: calmed })], "completed", terms));
    expect(text).toMatch(/; the 1st was inconclusive: write\/api\/\S+ .*: .* \(before\)\n/);
  });

  test("in Markdown", () => {
    const text = markdown.render({ suite: lenient });
    expect(text).toMatch(/^# suite-.*: \? inconclusive, allowed\n/);
    expect(text).toMatch(/\| lb-kill \| ✗ fail \(in quarantine\) \|/);
    expect(text).toMatch(
      /## In quarantine\n\nci\/quarantine\.yaml: [^#]*\| lb-kill \| fail \| in quarantine until 2026-12-31/,
    );
    expect(text).toMatch(/## Attempts\n\n[^#]*- etcd-minority: pass at the 3rd attempt of at most 3; /);
    expect(text).toContain("node-drain passes: take it out of quarantine");
    expect(text).not.toContain("of no interest");
  });

  test("in JSON, what says nothing here included", () => {
    const { runs, terms: declared, exitCode, outcome } = suiteSchema.parse(JSON.parse(JSON.stringify(lenient)));
    expect({ exitCode, outcome }).toEqual({ exitCode: 0, outcome: "inconclusive" });
    expect(runs.map(({ attempt, standing }) => [attempt, standing])).toEqual([
      [3, "counts"],
      [2, "allowed"],
      [1, "quarantined"],
      [1, "counts"],
    ]);
    expect(runs[0]?.earlier.map(({ run }) => run)).toEqual(["etcd-minority-1", "etcd-minority-2"]);
    expect(declared.quarantine?.entries).toEqual([ended, elsewhere]);
  });

  test("loudly where nothing was shown", () => {
    expect(terminal(nothingShown)).toContain(
      "  --allow-inconclusive: NOTHING WAS SHOWN: no run passed, so none may be inconclusive\n? INCONCLUSIVE: 1 inconclusive\n",
    );
    expect(nothingShown.exitCode).toBe(3);
    expect(terminal(nothingCounts)).toMatch(/\n {2}NOTHING COUNTS: .*\n\? INCONCLUSIVE: /);
    expect(terminal(nothingCounts)).toContain("? INCONCLUSIVE: 1 fail in quarantine\n");
  });

  test("where a run may not be inconclusive", () => {
    const text = terminal(suiteOf([passed, stillOpen, notRun], "stopped", terms));
    expect(text).toContain("1 of 3 runs inconclusive and allowed to be");
    expect(text).toContain("--allow-inconclusive: 1 of 3 runs not allowed: not run, cut short, or with more wrong");
    expect(text).toContain("? INCONCLUSIVE: 1 pass, 1 inconclusive (1 allowed), 1 not run\n");
    expect(terminal(suiteOf([passed], "completed", terms))).toContain("  --allow-inconclusive was not needed\n");
  });

  test("and nothing of it where nothing was declared", () => {
    const text = terminal(suiteOf([passed, unsupported], "completed", strictTerms));
    expect(text).not.toMatch(/inconclusive|quarantine|attempt/);
    expect(markdown.render({ suite: suiteOf([passed]) })).not.toMatch(/inconclusive|quarantine|## Attempts/);
  });
});
