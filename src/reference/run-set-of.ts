import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type ComparedRun, comparedRunSchema } from "../comparison/compared-run.ts";
import { gatherRuns } from "../comparison/gather.ts";
import type { RunSet } from "../comparison/run-set.ts";
import { isFolder } from "../host/is-folder.ts";
import { journalFile } from "../journal/writer.ts";
import { UsageError } from "../model/errors.ts";
import type { ReporterInput } from "../model/reporter.ts";
import { readReport } from "../run/read-report.ts";
import { judgeRecordedRun, recordedRun } from "../run/recorded-run.ts";
import { type ReadRuns, readRuns } from "./read-runs.ts";
import { readReference } from "./reference-file.ts";

/** A set of runs that a person named, and what in it could not be read. */
export interface NamedRunSet {
  readonly set: RunSet;
  readonly unread: ReadRuns["unread"];
  /** Where a page about it belongs. */
  readonly folder: string;
  /** The run itself, where one is named and its journal can be judged. */
  readonly single?: ReporterInput;
}

/**
 * The runs of what a person names: one run, a folder of runs or of a suite, or a reference file. Throws UsageError where
 * it is none of these.
 */
export async function runSetOf(path: string): Promise<NamedRunSet> {
  const beside = dirname(resolve(path));
  const isNamedFolder = isFolder(path);
  if (isNamedFolder === undefined) throw new UsageError(`${path}: there is no run, folder of runs or reference file`);
  if (!isNamedFolder && basename(path) !== journalFile) return { set: readReference(path), unread: [], folder: beside };
  if (basename(path) === journalFile || existsSync(join(path, journalFile))) return singleRun(recordedRun(path));
  const { runs, unread } = readRuns(path);
  const isSuite = existsSync(join(path, "summary.json"));
  return { set: gatherRuns(basename(resolve(path)), runs), unread, folder: isSuite ? beside : resolve(path) };
}

/** One run: by its report, and without one by its journal, which is judged. */
async function singleRun(folder: string): Promise<NamedRunSet> {
  const name = basename(resolve(folder));
  const hasReport = existsSync(join(folder, "report.json"));
  const single = await judgeRecordedRun(folder).catch((error: unknown) => {
    // A journal of another release of kind-chaos: its report is compared all the same.
    if (hasReport && error instanceof UsageError) return undefined;
    throw error;
  });
  const run = hasReport ? reportOf(folder) : comparedRunSchema.parse(single?.report);
  const set = gatherRuns(name, [{ ...run, run: name }]);
  return { set, unread: [], folder: dirname(resolve(folder)), ...(single === undefined ? {} : { single }) };
}

function reportOf(folder: string): ComparedRun {
  try {
    return readReport(folder, comparedRunSchema);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new UsageError(`${folder}: ${cause.message}`, { cause });
  }
}
