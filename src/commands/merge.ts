import { mkdirSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { regressionsOf } from "../analysis/runs/regressions.ts";
import { tellGithub } from "../command-line/github-actions.ts";
import { addNotifyOption, addressesOf, type NotifyOptions, notifyAll } from "../command-line/notify-option.ts";
import { wholeNumber } from "../command-line/scenario-options.ts";
import { addStoreOption, type StoreOption, storeOf } from "../command-line/store-option.ts";
import { waitingMs } from "../command-line/waiting.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { Suite } from "../model/suite.ts";
import { suiteMessage } from "../notify/message.ts";
import { suiteAnnotationsOf } from "../report/console/annotations.ts";
import { renderSuite } from "../report/console/suite.ts";
import { indexPage } from "../report/runs/index-page.ts";
import { regressionsText } from "../report/runs/regressions-text.ts";
import json from "../report/suite/json.ts";
import markdown from "../report/suite/markdown.ts";
import { readDigests } from "../run/read-digests.ts";
import { writeResultFiles } from "../run/result-files.ts";
import { loadSuiteReporters } from "../scenario/catalogue.ts";
import { runFolders } from "../suite/find-summaries.ts";
import type { FoundSummary } from "../suite/found-summary.ts";
import { gatherSummaries } from "../suite/gather-summaries.ts";
import { keepInStore, mustAnswer } from "../suite/keep-in-store.ts";
import { mergeSummaries } from "../suite/merge.ts";
import { mustBeAmong } from "../suite/merged-before.ts";
import { Sources } from "../suite/sources.ts";
import { readNamedSummary } from "../suite/summary-reader.ts";
import { toStderr, toStdout } from "../terminal/output.ts";
import { terminalOf } from "../terminal/terminal.ts";

interface MergeOptions extends NotifyOptions, StoreOption {
  readonly output?: string;
  readonly wait?: string;
  readonly expect?: number;
  readonly baseline?: string;
  readonly json?: boolean;
}

const examples = `
Takes folders of several runs, or folders that hold some: the artifacts of a CI matrix, in any order. Runs nothing, and changes no run.
The same summaries give the same files to the byte. One that is there twice counts once; two that contradict each other are refused.
Of a shard that is missing every run is told as not run, so that the whole is inconclusive.

Exit codes: as of one call that had run all: 0 pass, 1 a guarantee broke, 2 bad usage or a harness failed, 3 inconclusive, 130 one was
interrupted.

Examples:
  npx kind-chaos merge artifacts
  npx kind-chaos merge artifacts/shard-* --output reports/nightly --expect 4
  npx kind-chaos merge artifacts --baseline last-night/summary.json
  npx kind-chaos merge s3://chaos/night-4711 --wait 8h --store s3://chaos/night-4711
`;

/** Adds `merge`: one summary of the shards of a call, or of several calls. */
export function register(program: Command): void {
  addStoreOption(addNotifyOption(program.command("merge")))
    .description(
      "make one summary of the shards of a call, or of several calls: JSON, Markdown, JUnit, a page of all runs",
    )
    .argument(
      "[folders...]",
      'folders of several runs, folders that hold some, or places in a store, s3://bucket/prefix (default: "reports")',
    )
    .option("--output <folder>", "where it is written (default: reports/merged-<UTC time of the first start>)")
    .option(
      "--expect <number>",
      "how many summaries there must be, each shard for itself: fewer show nothing",
      expected,
    )
    .option("--wait <duration>", "wait until every shard is there and over, at most so long; then merge what there is")
    .option(
      "--baseline <summary>",
      "summary.json of an earlier night, or its folder: what got worse since goes to regressions.md, the text of an issue; decides no exit code",
    )
    .option("--json", "print summary.json on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(merge);
}

/** Where it is written what got worse; not there where nothing did. */
const regressionsFile = "regressions.md";

function textOfRegressions(suite: Suite, earlier: Suite): string {
  const regressions = regressionsOf(suite, earlier);
  return regressions.length === 0 ? "" : regressionsText(regressions, suite, earlier);
}

function expected(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError("at least 1 is expected");
  return value;
}

async function merge(named: string[], options: MergeOptions): Promise<void> {
  const addresses = addressesOf(options);
  const store = storeOf(options);
  const waitMs = options.wait === undefined ? undefined : waitingMs(options.wait);
  if (store !== undefined) await mustAnswer(store);
  using sources = await Sources.open(named.length === 0 ? ["reports"] : named);
  const tell = (line: string) => toStderr(`${line}\n`);
  const { found, merged } = await gatherSummaries(
    sources,
    waitMs === undefined ? undefined : { waitMs, expected: options.expect, tell },
  );
  if (found.length === 0)
    throw new UsageError(`${merged[0]?.folder}: it was merged before, and there is nothing else to merge`);
  mustBeAmong(merged, found);
  for (const { folder } of merged) toStderr(`${folder} was merged before: it is left out\n`);
  const earlier = options.baseline === undefined ? undefined : readNamedSummary(options.baseline);
  const output = options.output ?? join("reports", usualName(found));
  if (found.some(({ folder }) => resolve(folder) === resolve(output)))
    throw new UsageError(`--output ${output}: one of the summaries that are merged is there, and would be replaced`);
  const suite = mergeSummaries(found, { name: basename(resolve(output)), expected: options.expect });
  makeFolder(output);
  const written = await writeResultFiles(output, await loadSuiteReporters(), { suite });
  const index = join(output, "index.html");
  const page = { file: "index.html", render: () => indexPage(readDigests(runFolders(found), index)) };
  written.push(...(await writeResultFiles(output, [page], undefined)));
  const worse = earlier === undefined ? "" : textOfRegressions(suite, earlier);
  if (worse === "") rmSync(join(output, regressionsFile), { force: true });
  else written.push(...(await writeResultFiles(output, [{ file: regressionsFile, render: () => worse }], undefined)));
  const summary = () =>
    [markdown.render({ suite }), ...(worse === "" ? [] : ["## What got worse", worse])].join("\n\n");
  tellGithub({ annotations: suiteAnnotationsOf(suite), summary });
  if (options.json === true) toStdout(json.render({ suite }));
  else {
    toStdout(renderSuite(suite, terminalOf(process.stdout)));
    for (const file of written) toStdout(`wrote      ${file}\n`);
  }
  process.exitCode = suite.exitCode;
  await notifyAll(addresses, suiteMessage(suite, suite.exitCode));
  if (store !== undefined) toStderr(`${await keepInStore(store, [output])}\n`);
}

/** As folders of several runs are called, by the first start, so that the same summaries have the same name. */
function usualName(found: readonly FoundSummary[]): string {
  const [first = ""] = found.map(({ suite }) => suite.startedAt).toSorted();
  return `merged-${first.replaceAll(/[-:]/g, "").replace(/\.\d+/, "")}`;
}

function makeFolder(output: string): void {
  try {
    mkdirSync(output, { recursive: true });
  } catch (cause) {
    throw new UsageError(`--output ${output}: no folder can be made there: ${messageOf(cause)}`, { cause });
  }
}
