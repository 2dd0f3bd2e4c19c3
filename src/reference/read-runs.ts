import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type ComparedRun, comparedRunSchema } from "../comparison/compared-run.ts";
import { readInputFile } from "../host/input-file.ts";
import { UsageError } from "../model/errors.ts";
import { runsIn } from "../run/find-runs.ts";
import { type ReadReports, readReports } from "../run/read-report.ts";

/** A summary of a thousand runs has about 10 MiB. */
const mostBytes = 256 * 2 ** 20;

/** Runs that were read for a comparison, and folders that could not be, each with the reason. */
export interface ReadRuns {
  readonly runs: readonly ComparedRun[];
  readonly unread: ReadReports<ComparedRun>["unread"];
}

/**
 * Reads the reports of a run, of all runs in a folder, or of those of a suite, which lie beside its own folder. Throws
 * UsageError where there is none, or none that could be read.
 */
export function readRuns(folder: string): ReadRuns {
  const folders = foldersOf(folder);
  if (folders.length === 0) throw new UsageError(`${folder}: there is no run in it`);
  const { read, unread } = readReports(folders, comparedRunSchema);
  const [first] = unread;
  if (read.length === 0)
    throw new UsageError(`${folder}: no run in it could be read: ${first?.folder}: ${first?.problem}`);
  return { runs: read.map(({ folder: one, report }) => ({ ...report, run: basename(one) })), unread };
}

function foldersOf(folder: string): string[] {
  const summary = join(folder, "summary.json");
  if (!existsSync(summary)) return runsIn(folder);
  const suite: { readonly runs?: unknown } = JSON.parse(readInputFile(summary, { mostBytes, isForeign: true }));
  const runs = Array.isArray(suite.runs)
    ? (suite.runs as { readonly result?: { readonly run?: unknown } | null }[])
    : [];
  // Only the last part of a name is taken: a summary that came from elsewhere cannot lead anywhere else.
  return runs
    .flatMap(({ result }) => (typeof result?.run === "string" ? [join(dirname(folder), basename(result.run))] : []))
    .filter((run) => existsSync(run));
}
