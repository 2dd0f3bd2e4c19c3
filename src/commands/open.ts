import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { newestRun } from "../command-line/run-argument.ts";
import { openFile } from "../host/opener.ts";
import { writeReports } from "../run/judge-run.ts";
import { judgeRecordedRun, recordedRun } from "../run/recorded-run.ts";
import { formNamed } from "../scenario/reporter-choice.ts";
import { toStdout } from "../terminal/output.ts";

interface OpenOptions {
  readonly reports: string;
  readonly json?: boolean;
}

/** The shape of `open --json`, version 1. */
export interface OpenedPage {
  readonly version: 1;
  /** The page's file. */
  readonly page: string;
  /** Whether the platform's opener took it; where it did not, nothing was shown. */
  readonly opened: boolean;
}

/** Adds the command `open`. */
export function register(program: Command): void {
  program
    .command("open")
    .description("Opens the page of a run in the browser; where there is none, prints where the page is.")
    .argument("[run]", "folder of a run (default: the newest one)")
    .option("--reports <folder>", "where the newest run is looked for", "reports")
    .option("--json", "print which page it is, and whether it was opened, as JSON on standard output")
    .addHelpText(
      "after",
      "\nExamples:\n  npx kind-chaos open\n  npx kind-chaos open reports/etcd-minority-20261123T110000Z\n",
    )
    .action(open);
}

async function open(run: string | undefined, { reports, json }: OpenOptions): Promise<void> {
  const folder = run === undefined ? newestRun(reports) : recordedRun(run);
  const page = await pageOf(folder);
  const opened = await openFile(page);
  const result: OpenedPage = { version: 1, page, opened };
  toStdout(json === true ? `${JSON.stringify(result, null, 2)}\n` : `${opened ? "opened     " : ""}${page}\n`);
}

/** The page of a run; it is made where the run was recorded without one. */
async function pageOf(folder: string): Promise<string> {
  const form = await formNamed("html");
  const page = join(folder, form.file);
  if (!existsSync(page)) await writeReports(folder, await judgeRecordedRun(folder), [form]);
  return page;
}
