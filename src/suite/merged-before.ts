import { UsageError } from "../model/errors.ts";
import type { SuiteResult } from "../model/suite.ts";
import type { FoundSummary } from "./found-summary.ts";

/**
 * What was merged before is left out: what it was made of is merged again. Throws UsageError, with its folder, for one that
 * has a run which is in no other summary: that run would be left out, whatever it came to.
 */
export function mustBeAmong(merged: readonly FoundSummary[], found: readonly FoundSummary[]): void {
  // What a run came to then may have been an attempt: a shard that still went on has run it again since.
  const attempts = found.flatMap(({ suite }) => suite.runs.flatMap(({ earlier }) => earlier));
  const known = new Set([...found.flatMap(resultsOf), ...attempts].map(keyOf));
  for (const one of merged)
    if (resultsOf(one).some((result) => !known.has(keyOf(result))))
      throw new UsageError(
        `${one.folder}: it was merged of summaries that are not all here: name the folders of those, and leave it out`,
      );
}

function resultsOf({ suite }: FoundSummary): SuiteResult[] {
  return suite.runs.flatMap(({ result }) => result ?? []);
}

function keyOf({ run, startedAt, outcome }: SuiteResult): string {
  return JSON.stringify([run, startedAt, outcome]);
}
