import { join } from "node:path";
import type { Report } from "../model/report.ts";
import { renderVerdict } from "../report/console/console.ts";
import { terminalOf } from "../terminal/terminal.ts";

/**
 * Prints the verdict of a run with where its report is and what became of its cluster; `keptCluster` is the name of one
 * that stays.
 */
export function printRun(
  { report, folder }: { readonly report: Report; readonly folder: string },
  json: boolean,
  keptCluster?: string,
): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  process.stdout.write(renderVerdict(report, terminalOf(process.stdout)));
  process.stdout.write(`\nreport     ${join(folder, "report.md")}\nsee again  npm run chaos -- replay ${folder}\n`);
  if (keptCluster !== undefined) process.stdout.write(describeKept(keptCluster));
}

/** The line that says what to do with a cluster that stays. */
export function describeKept(cluster: string): string {
  return `cluster    ${cluster} is kept: --reuse takes it again, "npm run chaos -- clean --all" deletes it\n`;
}
