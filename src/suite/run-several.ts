import { randomInt } from "node:crypto";
import { join } from "node:path";
import { listenForRunInterruption } from "../command-line/interruption.ts";
import { describeKept } from "../command-line/print-run.ts";
import type { Engine } from "../host/engine.ts";
import { formatMs } from "../model/duration.ts";
import type { Report } from "../model/report.ts";
import type { Suite } from "../model/suite.ts";
import { renderVerdict } from "../report/console/console.ts";
import { renderSuite } from "../report/console/suite.ts";
import json from "../report/suite/json.ts";
import { writeResultFiles } from "../run/result-files.ts";
import { makeRunFolder } from "../run/run-folder.ts";
import type { SingleOptions } from "../run/run-single.ts";
import { loadSuiteReporters } from "../scenario/catalogue.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { terminalOf } from "../terminal/terminal.ts";
import type { Ordered } from "./run-order.ts";
import { runSuite } from "./run-suite.ts";

/** How several scenarios are run in one call. */
export interface SeveralOptions extends SingleOptions {
  readonly failFast: boolean;
  readonly seed: number | undefined;
}

/** Runs scenarios one after the other, prints the table of all and sets the exit code of the worst. */
export async function runSeveral(
  engine: Engine,
  ordered: readonly Ordered<Prepared>[],
  options: SeveralOptions,
): Promise<void> {
  const folder = await makeRunFolder(options.reports, "suite", new Date());
  const interruption = listenForRunInterruption(options.reports);
  const kept: string[] = [];
  try {
    const suite = await runSuite(
      engine,
      ordered,
      folder,
      { ...options, seed: options.seed ?? randomInt(2 ** 31), signal: interruption.signal },
      {
        summary: (soFar) => writeSummary(folder, soFar),
        judged: printProgress,
        kept: (cluster) => void kept.push(cluster),
      },
    );
    if (options.json) process.stdout.write(json.render({ suite }));
    else {
      process.stdout.write(renderSuite(suite, terminalOf(process.stdout)));
      process.stdout.write(`\nsummary    ${join(folder, "summary.md")}\n${kept.map(describeKept).join("")}`);
    }
    process.exitCode = suite.exitCode;
  } finally {
    interruption.stop();
  }
}

/** One line for a run that passed, the whole verdict for one that did not; on standard error, because the result is the summary. */
function printProgress(title: string, report: Report, folder: string): void {
  if (report.outcome !== "pass") process.stderr.write(renderVerdict(report, terminalOf(process.stderr)));
  process.stderr.write(`${title}: ${report.outcome} after ${formatMs(report.durationMs)}, ${folder}\n\n`);
}

async function writeSummary(folder: string, suite: Suite): Promise<void> {
  await writeResultFiles(folder, await loadSuiteReporters(), { suite });
}
