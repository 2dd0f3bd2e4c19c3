import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Command } from "commander";
import { journalFile } from "../journal/writer.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { renderVerdict } from "../report/console/console.ts";
import json from "../report/json.ts";
import { judgeRun, writeReports } from "../run/judge-run.ts";
import { toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";

interface ReplayOptions {
  readonly json?: boolean;
  readonly write?: boolean;
}

/** Adds the command `replay`. */
export function register(program: Command): void {
  program
    .command("replay")
    .description("Judges a run again from its journal; needs no cluster and changes nothing.")
    .argument("<run>", "folder of a run, for example reports/etcd-minority-20261123T110000Z, or its journal")
    .option("--json", "print the report as JSON (docs/report.schema.json) and nothing else")
    .option("--write", "write the report's files (report.json, report.md, junit.xml, …) into the run's folder again")
    .addHelpText(
      "after",
      "\nExit codes: 0 pass, 1 a guarantee broke, 2 bad usage, 3 inconclusive.\n\nExamples:\n" +
        "  npm run chaos -- replay reports/etcd-minority-20261123T110000Z\n" +
        "  npm run --silent chaos -- replay reports/etcd-minority-20261123T110000Z --json | jq .outcome\n",
    )
    .action(replay);
}

async function replay(run: string, options: ReplayOptions): Promise<void> {
  const folder = runFolder(run);
  const judged = await judgeRun(folder);
  const { report } = judged;
  const written = options.write ? await writeReports(folder, judged) : [];
  if (options.json) toStdout(json.render(judged));
  else {
    toStdout(renderVerdict(report, terminalOf(process.stdout)));
    for (const file of written) toStdout(`wrote      ${file}\n`);
  }
  process.exitCode = report.exitCode;
}

function look(run: string) {
  try {
    return statSync(run, { throwIfNoEntry: false });
  } catch (error) {
    // Links that go round in a circle, a name that is too long, a folder that this user may not enter.
    throw new UsageError(`${run}: ${messageOf(error)}`, { cause: error });
  }
}

/** The folder of a run, also where a person names the journal in it. */
function runFolder(run: string): string {
  const found = look(run);
  if (found === undefined) throw new UsageError(`There is no run at ${run}`);
  if (found.isDirectory()) return run;
  if (basename(run) === journalFile) return dirname(run);
  throw new UsageError(`${run} is neither the folder of a run nor a ${journalFile}`);
}
