import { basename, dirname, join } from "node:path";
import type { Suite } from "../model/suite.ts";

/** A summary with the folder in which it was found. */
export interface FoundSummary {
  readonly folder: string;
  readonly suite: Suite;
}

/** Where the folders of all its runs lie, attempts before the last ones, too: beside that of the summary, whatever it says. */
export function runsBeside({ folder, suite }: FoundSummary): string[] {
  const results = suite.runs.flatMap(({ earlier, result }) => (result === null ? [] : [...earlier, result]));
  return results.map(({ run }) => join(dirname(folder), basename(run)));
}
