import { join, resolve } from "node:path";
import { kubeconfigOf } from "../cluster/cluster-folder.ts";
import type { Report } from "../model/report.ts";
import { shellWord } from "../monitor/own-namespace.ts";
import { renderVerdict } from "../report/console/console.ts";
import { toStdout } from "../terminal/output.ts";
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
    toStdout(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  toStdout(renderVerdict(report, terminalOf(process.stdout)));
  toStdout(`\nreport     ${join(folder, "report.md")}\nsee again  npm run chaos -- replay ${folder}\n`);
  if (keptCluster !== undefined) toStdout(describeKept(keptCluster));
}

/** The lines that say what to do with a cluster that stays, and how kubectl reaches it. */
export function describeKept(cluster: string): string {
  return (
    `cluster    ${cluster} is kept: --reuse takes it again, "npm run chaos -- clean --all" deletes it\n` +
    `kubectl    export KUBECONFIG=${shellWord(resolve(kubeconfigOf(cluster)))}\n`
  );
}
