import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../src/model/report.ts";
import { judgeRun } from "../src/run/judge-run.ts";
import { recordedRun, recordedRuns } from "../test/support/recorded-run.ts";
import { runCli } from "./support/cli-process.ts";

/**
 * `index` over 500 runs: the reports of the recorded runs, each on other days and versions, with other lengths of time.
 * The figure to keep: 5 s. Usage: node bench/index-of-runs.ts [runs]
 */
const wanted = Number(process.argv[2] ?? 500);
const folder = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const reports: Report[] = [];
for (const run of recordedRuns) reports.push((await judgeRun(recordedRun(run, mkdtempSync(join(folder, "."))))).report);
for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });

for (let index = 0; index < wanted; index++) {
  const report = reports[index % reports.length] as Report;
  const startedAt = new Date(Date.UTC(2026, 0, 1) + index * 12 * 3_600_000).toISOString();
  const kubernetes = `1.${35 + (index % 3)}.2`;
  const longer = 0.8 + ((index * 7) % 10) / 20;
  const verdicts = report.verdicts.map((verdict) => {
    const [least, most] = verdict.measuredMs ?? [0, null];
    const measuredMs = [least * longer, most === null ? null : most * longer];
    return verdict.measuredMs === undefined ? verdict : { ...verdict, measuredMs };
  });
  const made = { ...report, startedAt, verdicts, cluster: report.cluster && { ...report.cluster, kubernetes } };
  const own = join(folder, `${report.scenario}-${index}`);
  mkdirSync(own);
  writeFileSync(join(own, "report.json"), JSON.stringify(made, null, 2));
}
const run = runCli(["index", folder, "--json"]);
const page = join(folder, "index.html");
console.table({
  runs: wanted,
  "MB of report.json": (totalBytes(folder) / 2 ** 20).toFixed(1),
  "index, s": run.seconds.toFixed(2),
  "of CPU, s": run.cpuSeconds.toFixed(2),
  "peak memory, MB": run.peakMb.toFixed(0),
  "page, KB": Math.round(readFileSync(page).length / 1_024),
  "exit code": run.exitCode,
});
if (process.env.KEEP_PAGE !== undefined) cpSync(page, process.env.KEEP_PAGE);
rmSync(folder, { recursive: true });

function totalBytes(of: string): number {
  return readdirSync(of)
    .filter((name) => name !== "index.html")
    .reduce((sum, name) => sum + statSync(join(of, name, "report.json")).size, 0);
}
