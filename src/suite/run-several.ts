import { randomInt } from "node:crypto";
import { join } from "node:path";
import type { ClusterLease } from "../cluster/lease.ts";
import { tellGithub } from "../command-line/github-actions.ts";
import { describeKept } from "../command-line/print-run.ts";
import { writeComparisonFiles } from "../command-line/write-comparison.ts";
import type { Comparison } from "../comparison/comparison.ts";
import type { Engine } from "../host/engine.ts";
import { formatMs } from "../model/duration.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Shard } from "../model/shard.ts";
import { stoppedAs } from "../model/stop.ts";
import type { Suite } from "../model/suite.ts";
import type { SuiteAgainst } from "../model/suite-statistics.ts";
import { comparisonText } from "../report/comparison/text.ts";
import { suiteAnnotationsOf } from "../report/console/annotations.ts";
import { renderVerdict } from "../report/console/console.ts";
import { renderSuite } from "../report/console/suite.ts";
import json from "../report/suite/json.ts";
import markdown from "../report/suite/markdown.ts";
import { carryOut, type JudgedRun, type RunSettings } from "../run/judged-run.ts";
import { writeResultFiles } from "../run/result-files.ts";
import { makeRunFolder, runName } from "../run/run-folder.ts";
import { loadSuiteReporters } from "../scenario/catalogue.ts";
import type { Pair } from "../scenario/pairs.ts";
import type { Prepared } from "../scenario/prepare.ts";
import type { ReadQuarantine } from "../scenario/quarantine-file.ts";
import { toStderr, toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";
import type { LooksAgainst } from "./looks-against.ts";
import type { Ordered } from "./run-order.ts";
import { runSuite } from "./run-suite.ts";
import { SuiteState } from "./suite-state.ts";
import { Cures } from "./write-cures.ts";

/** How several scenarios are run in one call. */
export interface SeveralOptions {
  /** Whether the last cluster stays; one that was there before always does. */
  readonly keep: boolean;
  readonly json: boolean;
  readonly failFast: boolean;
  readonly seed: number | undefined;
  readonly retryInconclusive: number;
  readonly allowInconclusive: boolean;
  readonly quarantine: ReadQuarantine | undefined;
  /** The part of a call that these are; null: they are the whole. */
  readonly shard: Shard | null;
  /** Compares the runs with others, at fixed looks, and ends them when it is told. */
  readonly against?: LooksAgainst | undefined;
  /** Told whenever the summary was written, with its folder. */
  readonly onWritten?: ((suite: Suite, folder: string) => Promise<void>) | undefined;
  /** Scenarios and their cures that are both among the runs: each pair gets its place on a page. */
  readonly pairs?: readonly Pair[];
}

/**
 * Runs scenarios one after the other, prints the table of all, sets the exit code of the worst, returns the summary; `lease` makes the
 * lease of the cluster that a group of them shares.
 */
export async function runSeveral(
  engine: Engine,
  ordered: readonly Ordered<Prepared>[],
  lease: (isLast: boolean) => ClusterLease,
  settings: RunSettings,
  options: SeveralOptions,
): Promise<Suite> {
  const {
    keep,
    json: asJson,
    failFast,
    seed = randomInt(2 ** 31),
    quarantine,
    against,
    shard,
    onWritten,
    pairs = [],
  } = options;
  const { retryInconclusive, allowInconclusive } = options;
  const terms = { retryInconclusive, allowInconclusive, quarantine: quarantine?.quarantine ?? null };
  const folder = await makeRunFolder(settings.reports, "suite", new Date());
  const kept: string[] = [];
  const left: string[] = [];
  const unwritten = new Set<string>();
  const cures = new Cures(folder, pairs, (line) => toStderr(`chaos: ${line}\n`));
  const state = new SuiteState(runName(folder), seed, ordered, terms, (file) => quarantine?.marksOf(file) ?? [], shard);
  const suite = await runSuite(ordered, state, {
    seed,
    keep,
    failFast,
    retryInconclusive: terms.retryInconclusive,
    signal: settings.signal,
    lease,
    carryOut: (prepared, shared, title) => carryOut(engine, prepared, shared, settings, title),
    onSummary: async (soFar) => {
      await writeSummary(folder, soFar, unwritten);
      await cures.write(soFar);
      await onWritten?.(soFar, folder);
    },
    onJudged: (title, run, notes) => {
      cures.note(run);
      if (settings.view.verbosity !== "quiet") printProgress(title, run, notes);
    },
    isTold: (report) => {
      const isTold = against?.isTold(report) ?? false;
      if (against?.last !== undefined) state.compared(suiteAgainst(against.last));
      return isTold;
    },
    onKept: (cluster) => void kept.push(cluster),
    onLeft: (problem) => void left.push(problem),
  });
  tellGithub({ annotations: suiteAnnotationsOf(suite), summary: () => markdown.render({ suite }) });
  if (against?.last !== undefined) writeComparisonFiles(join(folder, "comparison.html"), against.last);
  const told = cures.page === undefined ? "" : `cures      ${cures.page}\n`;
  if (asJson) {
    toStdout(json.render({ suite }));
    if (settings.view.verbosity !== "quiet") toStderr(told);
  } else {
    toStdout(renderSuite(suite, terminalOf(process.stdout)));
    if (against?.last !== undefined) toStdout(`${comparisonText(against.last)}\n`);
    toStdout(`summary    ${join(folder, "summary.md")}\n${told}${kept.map(describeKept).join("")}`);
  }
  const { signal } = settings;
  const failed = unwritten.size > 0 || left.length > 0 || (signal.aborted && stoppedAs(signal) === "failed");
  // A guarantee that broke, or an interruption, says more.
  process.exitCode = failed && ![1, 130].includes(suite.exitCode) ? 2 : suite.exitCode;
  return suite;
}

function suiteAgainst({ a, planned, answer, claims }: Comparison): SuiteAgainst {
  return { name: a.name, planned: planned ?? 0, answer, claims };
}

/**
 * One line for a run that passed, the whole verdict for one that did not, and a line for each note; on standard error,
 * because the result is the summary.
 */
function printProgress(title: string, { report, folder }: JudgedRun, notes: readonly string[]): void {
  if (report.outcome !== "pass") toStderr(renderVerdict(report, terminalOf(process.stderr)));
  toStderr(
    `${title}: ${report.outcome} after ${formatMs(report.durationMs)}, ${folder}\n${notes.map((note) => `  ${note}\n`).join("")}\n`,
  );
}

/** Writes the summary as it stands; what cannot be written is told once, and keeps no run from going on. */
async function writeSummary(folder: string, suite: Suite, unwritten: Set<string>): Promise<void> {
  try {
    await writeResultFiles(folder, await loadSuiteReporters(), { suite });
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (!unwritten.has(error.message)) toStderr(`chaos: ${messageOf(error)}\n`);
    unwritten.add(error.message);
  }
}
