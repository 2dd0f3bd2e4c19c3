import { type Dirent, existsSync, readdirSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { isFolder } from "../host/is-folder.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { distinctSummaries } from "./calls.ts";
import { type FoundSummary, runsBeside } from "./found-summary.ts";
import { SummaryReader, summaryFile } from "./summary-reader.ts";

/** Artifacts of a CI system lie in folders for the date, the job and its attempt, and in four of run.sh; twice as deep. */
const mostLevels = 8;

/** Summaries that were found, and the folders of those that were merged before, which are not merged again. */
export interface FoundSummaries {
  readonly found: readonly FoundSummary[];
  readonly merged: readonly FoundSummary[];
}

/** How summaries are looked for. */
export interface FindOptions {
  /** Whether some may still come: then a folder without any is none to be refused. */
  readonly mayCome?: boolean;
  /** Who looks again has one reader for all looks. */
  readonly reader?: SummaryReader;
}

/** A folder with a summary; linked: it was reached by a symbolic link. */
interface Place {
  readonly folder: string;
  readonly linked: boolean;
}

/**
 * Reads the summary of each folder of several runs: those that are named, and those below, at most eight levels down.
 * Throws UsageError for a folder that holds none, unless some may still come, for a summary that cannot be read or
 * contradicts itself, and for one that only a symbolic link leads to: what is left out is not seen.
 */
export function findSummaries(
  folders: readonly string[],
  { mayCome = false, reader = new SummaryReader() }: FindOptions = {},
): FoundSummaries {
  const places = folders.flatMap((folder) => {
    const inside = suitesIn(folder, mostLevels);
    if (inside.length === 0 && !mayCome) throw new UsageError(`${folder}: there is no ${summaryFile} in it, nor below`);
    return inside;
  });
  const reached = new Map(places.map((place) => [realpathSync(place.folder), place]));
  for (const { folder, linked } of places) {
    const real = realpathSync(folder);
    if (!linked) reached.set(real, { folder, linked });
  }
  for (const { folder, linked } of reached.values())
    if (linked)
      throw new UsageError(`${folder}: only a symbolic link leads to it, and none is followed: name the folder itself`);
  const all = [...reached.keys()].toSorted().map((folder) => {
    const shown = relative(process.cwd(), folder) || ".";
    return { folder: shown, suite: reader.read(join(shown, summaryFile)) };
  });
  const isMerged = ({ suite }: FoundSummary) => suite.merged !== null;
  return { found: all.filter((one) => !isMerged(one)), merged: all.filter(isMerged) };
}

/** The folders of all runs that lie beside their summary, attempts before the last ones, too; of equal summaries once. */
export function runFolders(found: readonly FoundSummary[]): string[] {
  return distinctSummaries(found)
    .flatMap(runsBeside)
    .filter((folder) => existsSync(folder))
    .toSorted();
}

function suitesIn(folder: string, levels: number, linked = false): Place[] {
  if (isFolder(folder) !== true) return [];
  const entries = entriesOf(folder);
  const own = entries.some(({ name }) => name === summaryFile) ? [{ folder, linked }] : [];
  if (levels === 0) return own;
  const below = entries
    .filter(({ name }) => !name.startsWith(".") && !["node_modules", "cluster-logs"].includes(name))
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    // A link may lead back to a folder above: its own folders are looked at, and no more.
    .flatMap((entry) =>
      entry.isDirectory()
        ? suitesIn(join(folder, entry.name), levels - 1, linked)
        : linked
          ? []
          : suitesIn(join(folder, entry.name), levels - 1, true),
    );
  return [...own, ...below];
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw new UsageError(`${folder}: cannot be read: ${messageOf(cause)}`, { cause });
  }
}
