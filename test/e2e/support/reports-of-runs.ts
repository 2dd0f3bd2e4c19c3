import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../../src/model/report.ts";
import type { SuiteResult } from "../../../src/model/suite.ts";
import { chaos, newestRun } from "./chaos.ts";

/** What a run of one scenario ended with, its report, and its folder. */
export interface ReportedRun {
  readonly code: number | null;
  readonly report: Report;
  readonly folder: string;
}

/** What runs a scenario on a cluster that is kept between runs, with the folder of their reports. */
export function runsOn(cluster: string, reports: string): (scenario: string) => Promise<ReportedRun> {
  return async (scenario) => {
    const { code } = await chaos("run", scenario, "--reuse", "--name", cluster, "--reports", reports);
    const folder = newestRun(reports);
    return { code, folder, report: JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report };
  };
}

/** What of a run did not pass, guarantees by their promises and assumptions by their names, each with what came of it. */
export function notPassed(report: Pick<SuiteResult, "verdicts" | "assumptions">): string[] {
  const all = [...report.verdicts.map((verdict) => ({ ...verdict, name: verdict.promise })), ...report.assumptions];
  return all.filter(({ outcome }) => outcome !== "pass").map(({ name: what, summary }) => `${what}: ${summary}`);
}
