import type { Command } from "commander";
import { replaceFile } from "../host/output-file.ts";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { ReporterInput, WrittenForm } from "../model/reporter.ts";
import { judgeRecordedRun, recordedRun } from "../run/recorded-run.ts";
import { formNamed } from "../scenario/reporter-choice.ts";
import { toStdout } from "../terminal/output.ts";

interface ReportOptions {
  readonly format: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** Adds the command `report`. */
export function register(program: Command): void {
  program
    .command("report")
    .description("Prints one form of a run's report, made anew from its journal; needs no cluster and changes nothing.")
    .argument("<run>", "folder of a run, for example reports/etcd-minority-20261123T110000Z, or its journal")
    .option(
      "--format <name or file>",
      "html, md, junit, json, openmetrics, perfetto, badge, or a reporter of yours",
      "md",
    )
    .option("--output <file>", "write it there instead of printing it")
    .option("--json", "the same as --format json")
    .addHelpText(
      "after",
      "\nExit codes: 0 it was made, whatever the run came to, 2 bad usage.\n\nExamples:\n" +
        "  npx kind-chaos report reports/etcd-minority-20261123T110000Z --format junit > junit.xml\n" +
        "  npx kind-chaos report reports/etcd-minority-20261123T110000Z --format perfetto --output trace.json\n" +
        "  npx kind-chaos report reports/etcd-minority-20261123T110000Z --format ./my-reporter.ts\n",
    )
    .action(report);
}

async function report(run: string, { format, output, json }: ReportOptions): Promise<void> {
  const form = await formNamed(json === true ? "json" : format);
  const text = await rendered(form, await judgeRecordedRun(recordedRun(run)));
  if (output === undefined) return toStdout(text);
  try {
    replaceFile(output, text);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`--output ${output}: cannot be written: ${messageOf(cause)}`, { cause });
  }
  toStdout(`wrote      ${output}\n`);
}

async function rendered(form: WrittenForm<ReporterInput>, judged: ReporterInput): Promise<string> {
  try {
    return await form.render(judged);
  } catch (cause) {
    const message = `the reporter of ${form.file} failed: ${plainText(messageOf(cause))}`;
    throw new PlatformError("reporter", message, { cause });
  }
}
