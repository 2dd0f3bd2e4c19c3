import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { JournalEvent } from "../../src/model/event.ts";
import type { Report } from "../../src/model/report.ts";
import { renderVerdict } from "../../src/report/console/console.ts";
import markdown from "../../src/report/markdown.ts";
import { judgeRun } from "../../src/run/judge-run.ts";
import { reportAlone } from "../support/report-alone.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/**
 * Real runs on machines that could not carry them, judged by what they recorded, and the same with other readings of
 * the machine in their place. Neither steal nor pressure was recorded in them.
 */
const runs = ["saturated-machine", "stolen-machine"] as const;
type Change = (event: JournalEvent) => JournalEvent;

/** Judges a recorded run whose events are changed. */
async function judged(run: string, change: Change = (event) => event): Promise<Report> {
  const path = join(import.meta.dirname, "../fixtures/recorded-runs", run, "journal.jsonl.gz");
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split("\n");
  const changed = lines.map((line) => (line.startsWith("[") ? line : JSON.stringify(change(JSON.parse(line)))));
  const folder = join(temporaryFolder(), run);
  mkdirSync(folder);
  writeFileSync(join(folder, "journal.jsonl"), `${changed.join("\n")}\n`);
  return (await judgeRun(folder)).report;
}

const calm: Change = (event) => {
  if (event.type !== "prober-health") return event;
  const machine = { machineCpuShare: 0.45, cpuWaitShare: 0.2 };
  return { ...event, ...machine, lateStarts: 0, loopDelayP99Ms: 1, loopDelayMaxMs: 2 };
};
const withSteal: Change = (event) => {
  if (event.type !== "prober-health") return event;
  return { ...calm(event), stolenShare: event.at > 31_000 && event.at < 45_000 ? 0.28 : 0.01 } as JournalEvent;
};
const unmeasured: Change = (event) =>
  event.type === "prober-health"
    ? ({ ...calm(event), machineCpuShare: undefined, cpuWaitShare: undefined } as JournalEvent)
    : event;
/** Every API server says at the end that an acknowledged write is gone. */
const lost: Change = (event) => {
  if (event.type !== "written-objects") return event;
  const objects = Object.entries(event.objects).map(([name, tokens]) => [name, tokens.slice(3)]);
  return { ...event, objects: Object.fromEntries(objects) };
};

/** Whether a guarantee held as far as anybody looked, which was not all the time. */
const isUnseen = (summary: string) => summary.includes("; but nobody looked all the time: ");

describe.each(runs)("a run on a machine that could not carry it (%s)", (run) => {
  test("is inconclusive, with that reason first in everything that says so", async () => {
    const report = await judged(run);
    expect(report).toMatchObject({ outcome: "inconclusive", exitCode: 3 });
    const [first] = report.assumptions;
    expect(first).toMatchObject({ outcome: "inconclusive", summary: report.machine.notCarried });
    expect(report.machine.notCarried).toMatch(/^this machine's CPU was saturated .* in [79]0 % of the worst 10 s/);
    const excused = report.verdicts.filter(({ outcome, summary }) => outcome !== "pass" && !isUnseen(summary));
    expect(excused.length).toBeGreaterThan(0);
    for (const { outcome, summary } of excused) {
      expect(outcome).toBe("inconclusive");
      expect(summary).toMatch(/^this machine's CPU was saturated .*: not held against the cluster: /);
    }
    expect(renderVerdict(report, { color: false, width: 120 })).toContain(`INCONCLUSIVE: ${report.machine.notCarried}`);
    expect(markdown.render(reportAlone(report)).split("\n")[2]).toContain(report.machine.notCarried);
  });

  test("passes what held all the same", async () => {
    const { verdicts } = await judged(run);
    const passed = verdicts.filter(({ outcome }) => outcome === "pass").map(({ guarantee }) => guarantee);
    // The stolen machine kept the prober from one attempt to write: of what it did not see nothing is said.
    const unseen = verdicts.filter(({ summary }) => isUnseen(summary)).map(({ guarantee }) => guarantee);
    const ofWrites = ["no-lost-writes", "watch-complete"];
    expect(unseen).toEqual(run === "saturated-machine" ? [] : [...ofWrites, "watch-silence"]);
    expect(passed).toEqual(expect.arrayContaining(run === "saturated-machine" ? ofWrites : ["one-leader"]));
    expect(passed).toContain(run === "saturated-machine" ? "failover-within" : "max-outage");
  });

  test("fails with readings of a calm machine in their place", async () => {
    expect(await judged(run, calm)).toMatchObject({ outcome: "fail", machine: { notCarried: null } });
  });

  test("is inconclusive where its host took the CPU and nothing else shows, and says when", async () => {
    const report = await judged(run, withSteal);
    expect(report.outcome).toBe("inconclusive");
    expect(report.machine.notCarried).toMatch(/^the host took \d+ % of this machine's CPU, 28 % in the worst 5 s/);
    const line = "the host took 28 % of this machine's CPU from 3";
    expect(report.machine.stolen).toContain(line);
    expect(renderVerdict(report, { color: false, width: 120 })).toContain(line);
    expect(markdown.render(reportAlone(report))).toContain(line.slice(1));
  });

  test("fails where acknowledged writes are lost: that is no matter of time", async () => {
    const report = await judged(run, lost);
    expect(report.outcome).toBe("fail");
    expect(report.verdicts.filter(({ outcome }) => outcome === "fail").map(({ guarantee }) => guarantee)).toEqual([
      "no-lost-writes",
    ]);
  });

  test("says that it was not measured where no reading of the machine is there, and fails", async () => {
    const report = await judged(run, unmeasured);
    expect(report.outcome).toBe("fail");
    expect(report.assumptions[0]?.summary).toMatch(/not measured in /);
    expect(report.machine.stolen).toMatch(/not measured/);
  });
});
