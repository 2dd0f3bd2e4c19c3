import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { kubeconfigOf } from "../cluster/cluster-folder.ts";
import type { Report } from "../model/report.ts";
import { shellWord } from "../monitor/own-namespace.ts";
import { annotationsOf } from "../report/console/annotations.ts";
import { renderVerdict } from "../report/console/console.ts";
import { toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { tellGithub } from "./github-actions.ts";

/**
 * Prints the verdict of a run with where its report is and what became of its cluster; `keptCluster` is the name of one
 * that stays.
 */
export function printRun(
  { report, folder }: { readonly report: Report; readonly folder: string },
  json: boolean,
  keptCluster?: string,
): void {
  const markdown = join(folder, "report.md");
  // What could not be written was told when that was tried.
  const summary = () => (existsSync(markdown) ? readFileSync(markdown, "utf8") : "");
  tellGithub({ annotations: annotationsOf(report), summary });
  if (json) {
    toStdout(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  toStdout(renderVerdict(report, terminalOf(process.stdout)));
  toStdout(describeFiles(folder));
  if (keptCluster !== undefined) toStdout(describeKept(keptCluster));
}

/** The lines that say where a run can be read: the page where there is one, the Markdown, and how it is judged again. */
function describeFiles(folder: string): string {
  const page = join(folder, "report.html");
  const shown = existsSync(page) ? `page       ${page}\n` : "";
  return `${shown}report     ${join(folder, "report.md")}\nsee again  npx kind-chaos replay ${folder}\n`;
}

/** The lines that say what to do with a cluster that stays, and how kubectl reaches it. */
export function describeKept(cluster: string): string {
  return (
    `cluster    ${cluster} is kept: --reuse takes it again, "npx kind-chaos clean --all" deletes it\n` +
    `kubectl    export KUBECONFIG=${shellWord(resolve(kubeconfigOf(cluster)))}\n`
  );
}
