import { type Dirent, existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { readInputBytes } from "../host/input-file.ts";
import { isFolder } from "../host/is-folder.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { type Suite, suiteSchema } from "../model/suite.ts";
import { distinctSummaries } from "./calls.ts";
import { contradictionIn } from "./contradiction.ts";
import type { FoundSummary } from "./found-summary.ts";
import { type ReadSummary, SharedPlans } from "./shared-plans.ts";

/** 1,000 runs of the largest scenario have 30 MiB. */
const mostBytes = 256 * 2 ** 20;
/** Artifacts of a CI system lie in folders for the date, the job and its attempt, and in four of run.sh; twice as deep. */
const mostLevels = 8;

/** The file that says what several runs came to. */
export const summaryFile = "summary.json";

/** Summaries that were found, and the folders of those that were merged before, which are not merged again. */
export interface FoundSummaries {
  readonly found: readonly FoundSummary[];
  readonly merged: readonly FoundSummary[];
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
  { mayCome = false }: { readonly mayCome?: boolean } = {},
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
  const plans = new SharedPlans();
  const all = [...reached.keys()].toSorted().map((folder) => {
    const shown = relative(process.cwd(), folder) || ".";
    return { folder: shown, suite: readWhole(join(shown, summaryFile), plans) };
  });
  const isMerged = ({ suite }: FoundSummary) => suite.merged !== null;
  return { found: all.filter((one) => !isMerged(one)), merged: all.filter(isMerged) };
}

/** The folders of all runs that lie beside their summary, attempts before the last ones, too; of equal summaries once. */
export function runFolders(found: readonly FoundSummary[]): string[] {
  const runs = distinctSummaries(found).flatMap(({ folder, suite }) =>
    suite.runs
      .flatMap(({ earlier, result }) => (result === null ? [] : [...earlier, result]))
      .map(({ run }) => join(dirname(folder), basename(run))),
  );
  return runs.filter((folder) => existsSync(folder)).toSorted();
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

/** The summary that a person names by its file or its folder; throws UsageError where there is none that can be read. */
export function readNamedSummary(path: string): Suite {
  return readSummary(isFolder(path) === true ? join(path, summaryFile) : path);
}

function readWhole(file: string, plans: SharedPlans): Suite {
  const suite = readSummary(file, plans);
  // One that was merged is left out, and has what no single call can have: quarantines of two days, calls that are missing.
  const contradiction = suite.merged === null ? contradictionIn(suite) : undefined;
  if (contradiction === undefined) return suite;
  throw new UsageError(
    `${file} contradicts itself: ${plainText(contradiction)}: it was changed, or another kind-chaos made it`,
  );
}

function readSummary(file: string, plans = new SharedPlans()): Suite {
  let read: ReadSummary;
  try {
    read = plans.read(readInputBytes(file, { mostBytes, isForeign: true }));
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${file} is no JSON: ${plainText(messageOf(cause))}`, { cause });
  }
  const parsed = suiteSchema.safeParse(read.value);
  if (parsed.success) return plans.shared(parsed.data, read);
  const { harness } = (read.value ?? {}) as { readonly harness?: unknown };
  const [issue] = parsed.error.issues;
  const by = typeof harness === "string" ? `, written by kind-chaos ${plainText(harness)}` : "";
  throw new UsageError(
    `${file} is no summary that this kind-chaos reads${by}: ${issue?.path.join(".") || "all of it"}: ${plainText(issue?.message ?? "")}`,
  );
}
