import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../src/model/report.ts";
import { judgeRun } from "../src/run/judge-run.ts";
import { recordedRun } from "../test/support/recorded-run.ts";
import { runCli } from "./support/cli-process.ts";

/**
 * `compare` of 1,000 runs with 1,000 others, each with the report of a recorded run. The figures to keep: 10 s, 500 MB.
 * Usage: node bench/compare-runs.ts [runs of each]
 */
const wanted = Number(process.argv[2] ?? 1_000);
const folder = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const { report } = await judgeRun(recordedRun("etcd-minority", mkdtempSync(join(folder, "."))));
const sides = ["a", "b"].map((side) => join(folder, side));

for (const [place, side] of sides.entries())
  for (let index = 0; index < wanted; index++) {
    const own = join(side, `etcd-minority-${index}`);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "report.json"), JSON.stringify(changed(report, index, place), null, 2));
  }

/** The report with other lengths of time, and another day. */
function changed(one: Report, index: number, place: number): Report {
  const longer = (0.8 + ((index * 7919 + place * 131) % 1_000) / 2_500) * (1 + place / 20);
  const scaled = <Bounds extends readonly [number, number | null]>([least, most]: Bounds) =>
    [least * longer, most === null ? null : most * longer] as [number, number | null];
  return {
    ...one,
    startedAt: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
    assumptions: one.assumptions.map((assumption) => ({ ...assumption, outcome: "pass" })),
    verdicts: one.verdicts.map((verdict, at) => ({
      ...verdict,
      ...(at < 3 ? { primary: true as const } : {}),
      ...(verdict.measuredMs === undefined ? {} : { measuredMs: scaled(verdict.measuredMs) }),
    })),
    failovers: one.failovers.map((failover) => ({
      ...failover,
      phases: failover.phases.map((phase) => ({ ...phase, measuredMs: scaled(phase.measuredMs) })),
    })),
  };
}

const [a = "", b = ""] = sides;
const run = runCli(["compare", a, b, "--json"]);
console.table({
  "runs of each": wanted,
  "MB of a report.json": (readFileSync(join(a, "etcd-minority-0", "report.json")).length / 2 ** 20).toFixed(2),
  "compare, s": run.seconds.toFixed(2),
  "of CPU, s": run.cpuSeconds.toFixed(2),
  "memory at most, MB": run.peakMb.toFixed(0),
});
rmSync(folder, { recursive: true });
