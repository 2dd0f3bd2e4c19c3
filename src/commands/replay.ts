import type { Command } from "commander";
import { addReporterOption, formsOf, type ReporterOption } from "../command-line/reporter-option.ts";
import { UsageError } from "../model/errors.ts";
import { renderVerdict } from "../report/console/console.ts";
import json from "../report/json.ts";
import { writeReports } from "../run/judge-run.ts";
import { judgeRecordedRun, recordedRun } from "../run/recorded-run.ts";
import { toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";

interface ReplayOptions extends ReporterOption {
  readonly json?: boolean;
  readonly write?: boolean;
}

const reporterWithoutWrite =
  '--reporter says which files are written, so it goes with --write; "npx kind-chaos report <run> --format <name or file>" prints one form';

/** Adds the command `replay`. */
export function register(program: Command): void {
  addReporterOption(program.command("replay"))
    .description("judge a run again from its journal; needs no cluster and changes nothing")
    .argument("<run>", "folder of a run, for example reports/etcd-minority-20261123T110000Z, or its journal")
    .option("--json", "print the report as JSON (docs/report.schema.json) and nothing else")
    .option("--write", "write the report's files (report.json, report.md, junit.xml, …) into the run's folder again")
    .addHelpText(
      "after",
      "\nExit codes: 0 pass, 1 a guarantee broke, 2 bad usage, 3 inconclusive.\n\nExamples:\n" +
        "  npx kind-chaos replay reports/etcd-minority-20261123T110000Z\n" +
        "  npx kind-chaos replay reports/etcd-minority-20261123T110000Z --json | jq .outcome\n",
    )
    .action(replay);
}

async function replay(run: string, options: ReplayOptions): Promise<void> {
  if (options.reporter !== undefined && options.write !== true) throw new UsageError(reporterWithoutWrite);
  const forms = await formsOf(options.reporter);
  const folder = recordedRun(run);
  const judged = await judgeRecordedRun(folder);
  const { report } = judged;
  const written = options.write ? await writeReports(folder, judged, forms) : [];
  if (options.json) toStdout(json.render(judged));
  else {
    toStdout(renderVerdict(report, terminalOf(process.stdout)));
    for (const file of written) toStdout(`wrote      ${file}\n`);
  }
  process.exitCode = report.exitCode;
}
