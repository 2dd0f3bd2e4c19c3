import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { wholeRun } from "../../../src/analysis/timeline/stretches.ts";
import { wasOnlyUnclear } from "../../../src/analysis/verdict/measuring.ts";
import type { Report } from "../../../src/model/report.ts";
import { judgeRun } from "../../../src/run/judge-run.ts";
import type { RunStatement } from "./why-repeat.ts";

/** What the reports of the runs in a folder of runs that began at this time or later say; the oldest first. */
export async function runStatements(reports: string, since: number): Promise<RunStatement[]> {
  if (!existsSync(reports)) return [];
  const folders = readdirSync(reports)
    .map((name) => join(reports, name))
    .filter((folder) => {
      const journal = join(folder, "journal.jsonl");
      return existsSync(journal) && statSync(journal).mtimeMs >= since;
    });
  const judged = await Promise.all(folders.map(async (folder) => (await judgeRun(folder)).report));
  return judged
    .filter(({ startedAt, prober, machine }) => {
      // One that probed nothing says nothing, but where it says that this machine did not become calm.
      const says = prober.attempts > 0 || machine.notCarried !== null;
      return says && Date.parse(startedAt) >= since;
    })
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
    .map(statementOf);
}

/** What a report says of its machine: in which way it could not carry the run, at any time of its probing. */
export function statementOf(report: Report): RunStatement {
  const { run, outcome, machine } = report;
  const whole = machine.stretches.find(({ name }) => name === wholeRun);
  const reasons = [...(machine.notCarried === null ? [] : [machine.notCarried]), ...(whole?.reasons ?? [])];
  const isMachine = machine.notCarried !== null || (reasons.length > 0 && wasOnlyUnclear(report));
  return { run, outcome, reasons, isExcused: outcome === "inconclusive" && isMachine };
}
