import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { counted } from "../analysis/statistics/format.ts";
import { isFolder } from "../host/is-folder.ts";
import { writeOutput } from "../host/output-file.ts";
import { UsageError } from "../model/errors.ts";
import type { RunIndex } from "../model/listed-run.ts";
import { plainText } from "../model/plain-text.ts";
import { readHistory } from "../reference/history-file.ts";
import { indexPage } from "../report/runs/index-page.ts";
import { runsIn } from "../run/find-runs.ts";
import { readDigests } from "../run/read-digests.ts";
import { toStderr, toStdout } from "../terminal/output.ts";

interface IndexOptions {
  readonly output?: string;
  readonly history?: string;
  readonly json?: boolean;
}

/** The shape of `index --json`, version 1. */
export interface WrittenIndex {
  readonly version: 1;
  /** The page's file. */
  readonly page: string;
  /** How many runs are on it. */
  readonly runs: number;
  /** Folders of runs that could not be read, each with the reason. */
  readonly unread: readonly { readonly folder: string; readonly problem: string }[];
}

/** Adds the command `index`. */
export function register(program: Command): void {
  program
    .command("index")
    .description("Writes a page over several runs: scenarios by version and by day, medians, trends, what is flaky.")
    .argument("[folders...]", 'folders of runs, or folders that hold some (default: "reports")')
    .option("--output <file>", "the page (default: index.html in the folder, or beside the run, that is named first)")
    .option("--history <file>", "also the runs of this history file, whose folders may be gone (kind-chaos history)")
    .option("--json", "print what was written as JSON on standard output, nothing else there")
    .addHelpText(
      "after",
      "\nExamples:\n  npx kind-chaos index\n  npx kind-chaos index nightly/2026-11 --output november.html\n",
    )
    .action(index);
}

async function index(named: string[], { output, history, json }: IndexOptions): Promise<void> {
  const folders = named.length === 0 ? ["reports"] : named;
  for (const folder of folders)
    if (isFolder(folder) !== true) throw new UsageError(`${folder}: there is no such folder of runs`);
  const found = folders.map((folder) => runsIn(folder));
  for (const [place, runs] of found.entries())
    if (runs.length === 0) throw new UsageError(`${folders[place]}: there is no run in it`);
  const page =
    output ??
    join(isRun(found[0], folders[0]) ? dirname(resolve(folders[0] ?? ".")) : (folders[0] ?? "."), "index.html");
  if (isFolder(dirname(resolve(page))) !== true) throw new UsageError(`--output ${page}: there is no such folder`);
  const read = withHistory(readDigests(found.flat(), page), history);
  for (const { folder, problem } of read.unread) toStderr(`chaos: ${plainText(`${folder}: not read: ${problem}`)}\n`);
  const [unreadable] = read.unread;
  if (read.runs.length === 0)
    throw new UsageError(`no run could be read: ${unreadable?.folder}: ${unreadable?.problem}`);
  writeOutput(page, indexPage(read));
  const result: WrittenIndex = { version: 1, page, runs: read.runs.length, unread: read.unread };
  toStdout(
    json === true
      ? `${JSON.stringify(result, null, 2)}\n`
      : `wrote      ${page} (${counted(read.runs.length, "run")})\n`,
  );
}

/** The runs with those of a history that are not among them. */
function withHistory(index: RunIndex, file: string | undefined): RunIndex {
  if (file === undefined) return index;
  const { entries, unread } = readHistory(file);
  if (unread > 0)
    toStderr(`chaos: ${plainText(`${file}: ${counted(unread, "line")} not read: no run of a history`)}\n`);
  const there = new Set(index.runs.map(({ name, digest }) => `${name} ${digest.startedAt}`));
  const gone = entries.filter(({ name, digest }) => !there.has(`${name} ${digest.startedAt}`));
  return { ...index, runs: [...index.runs, ...gone.map((entry) => ({ ...entry, href: "" }))] };
}

function isRun(found: readonly string[] | undefined, folder: string | undefined): boolean {
  return found?.length === 1 && found[0] === folder;
}
