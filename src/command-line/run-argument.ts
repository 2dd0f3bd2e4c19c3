import { existsSync } from "node:fs";
import { join } from "node:path";
import { isFolder } from "../host/is-folder.ts";
import { journalFile } from "../journal/writer.ts";
import { UsageError } from "../model/errors.ts";
import { newestOf, runsIn } from "../run/find-runs.ts";

/** The newest run below a folder; throws UsageError where there is none. */
export function newestRun(reports: string): string {
  if (isFolder(reports) !== true) throw new UsageError(`${reports}: there is no such folder of runs`);
  const newest = newestOf(runsIn(reports).filter((one) => existsSync(join(one, journalFile))));
  if (newest === undefined) throw new UsageError(`${reports}: there is no run in it yet`);
  return newest;
}
