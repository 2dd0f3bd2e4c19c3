import { join } from "node:path";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import { runSetOf } from "../reference/run-set-of.ts";
import { toStderr } from "../terminal/output.ts";
import { describeBug } from "./bug.ts";
import { baselineOf, type ConfigOptions } from "./config-option.ts";
import { compareSets, writePages } from "./write-comparison.ts";

/**
 * Compares a run that is over with the baseline that a config file names for its scenario, on a page in its folder; what
 * keeps that from being is said in a line and decides nothing.
 */
export async function compareWithBaseline(scenario: string, folder: string, options: ConfigOptions): Promise<void> {
  const baseline = baselineOf(scenario, options);
  if (baseline === undefined) return;
  const page = join(folder, "comparison.html");
  try {
    const [before, now] = [await runSetOf(baseline), await runSetOf(folder)];
    writePages(page, before, now, compareSets(before, now));
    toStderr(`compared   ${page}, with ${baseline}\n`);
  } catch (error) {
    const isKnown = error instanceof UsageError || error instanceof PlatformError;
    toStderr(`chaos: no comparison with the baseline: ${messageOf(error)}\n${isKnown ? "" : describeBug(error)}`);
  }
}
