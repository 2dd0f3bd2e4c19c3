import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { journalFile } from "../journal/writer.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { newestOf, runsIn } from "../run/find-runs.ts";

/** The newest run below a folder; throws UsageError where there is none. */
export function newestRun(reports: string): string {
  if (look(reports)?.isDirectory() !== true) throw new UsageError(`${reports}: there is no such folder of runs`);
  const newest = newestOf(runsIn(reports).filter((one) => existsSync(join(one, journalFile))));
  if (newest === undefined) throw new UsageError(`${reports}: there is no run in it yet`);
  return newest;
}

function look(run: string) {
  try {
    return statSync(run, { throwIfNoEntry: false });
  } catch (error) {
    // Links that go round in a circle, a name that is too long, a folder that this user may not enter.
    throw new UsageError(`${run}: ${messageOf(error)}`, { cause: error });
  }
}
