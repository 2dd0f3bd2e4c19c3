import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { journalFile } from "../journal/writer.ts";
import { messageOf, UsageError } from "../model/errors.ts";

/** What the folder of an upgrade has, with its runs below it. */
export const upgradeFile = "upgrade.json";

/** Artifacts of a CI system lie in folders for the date, the job and its attempt; deeper is something else. */
const mostLevels = 4;

/** Names of folders in which no run is looked for. */
const never: readonly string[] = ["node_modules", "cluster-logs"];

/**
 * The folders of runs in a folder, itself or below it, at most four levels down, in the order of their names: each has a
 * journal or a report. Symbolic links are not followed. Throws UsageError where the folder cannot be read.
 */
export function runsIn(folder: string, levels: number = mostLevels): string[] {
  if ([journalFile, "report.json"].some((file) => existsSync(join(folder, file)))) return [folder];
  if (levels === 0) return [];
  return foldersIn(folder).flatMap((name) => {
    // Runs of an upgrade are on clusters half-way between versions: who wants them names the folder that they are in.
    if (existsSync(join(folder, name, upgradeFile))) return [];
    try {
      return runsIn(join(folder, name), levels - 1);
    } catch (error) {
      // One that this user may not enter below the one that was named.
      if (error instanceof UsageError) return [];
      throw error;
    }
  });
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return names.filter((name) => !never.includes(name) && !name.startsWith(".")).toSorted();
  } catch (error) {
    throw new UsageError(`${folder}: cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** The run of some that began last, by the time in its name, else by when its journal was last written. */
export function newestOf(runs: readonly string[]): string | undefined {
  return runs.toSorted((a, b) => startOf(a) - startOf(b) || a.localeCompare(b, "en", { numeric: true })).at(-1);
}

function startOf(run: string): number {
  const [, ...parts] = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:-\d+)?$/.exec(basename(run)) ?? [];
  const [year = 0, month = 0, ...rest] = parts.map(Number);
  if (parts.length > 0) return Date.UTC(year, month - 1, ...rest);
  return statSync(join(run, journalFile), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
