import { lstatSync } from "node:fs";
import type { Command } from "commander";
import { describeEnded, describeMark, endedOf } from "../analysis/verdict/quarantine.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { type ReadQuarantine, readQuarantine } from "../scenario/quarantine-file.ts";
import { toStderr } from "../terminal/output.ts";

/** What is read in the current folder where no other file is named. */
const usualFile = "quarantine.yaml";

/** Adds `--quarantine`. */
export function addQuarantineOption(command: Command): Command {
  return command.option(
    "--quarantine <file>",
    `scenarios that may break for a while, with reason and end date (docs/ci.md; several runs read ./${usualFile} where it is there)`,
  );
}

/**
 * The quarantine file that was named, else the one of a config file, or the usual one where it is there, read for some
 * scenarios on this day in UTC;
 * undefined where there is none. Throws UsageError as `readQuarantine` does.
 */
export function quarantineOf(
  named: string | undefined,
  called: readonly LoadedScenario[],
  configured?: string,
): ReadQuarantine | undefined {
  const file = named ?? configured;
  // A link that leads nowhere is refused when it is read, not passed over.
  const isThere = file !== undefined || lstatSync(usualFile, { throwIfNoEntry: false }) !== undefined;
  return isThere ? readQuarantine(file ?? usualFile, called, new Date().toISOString().slice(0, 10)) : undefined;
}

/** Says on standard error, before anything is run, what of the call is in quarantine and what no longer is. */
export function tellQuarantine(read: ReadQuarantine): void {
  const { file, entries } = read.quarantine;
  for (const entry of entries.filter(({ inCall, daysLeft }) => inCall && daysLeft >= 0))
    toStderr(`${file}: ${entry.scenario}: ${describeMark(entry)}\n`);
  tellEnded(read);
}

/** Says on standard error which quarantine of the call has ended, a line each. */
export function tellEnded({ quarantine }: ReadQuarantine): void {
  for (const entry of endedOf(quarantine)) toStderr(`chaos: ${describeEnded(entry, quarantine.file)}\n`);
}
