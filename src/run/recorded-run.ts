import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { journalFile } from "../journal/writer.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { ReporterInput } from "../model/reporter.ts";
import { judgeRun } from "./judge-run.ts";

/** Runs that are named where somebody names the folder around them. */
const mostNamed = 3;

/**
 * The folder of a recorded run, also where a person names the journal or another file of it; throws UsageError, in one
 * line that says what is there instead, where it is none.
 */
export function recordedRun(path: string): string {
  const found = look(path);
  if (found === undefined) throw new UsageError(`There is no run at ${path}`);
  if (!found.isDirectory()) return ofFile(path);
  if (existsSync(join(path, journalFile))) return path;
  const inside = runsIn(path);
  if (inside.length > 0)
    throw new UsageError(`${path} is no run but holds ${inside.length}: name one, ${namesOf(inside)}`);
  if (existsSync(join(path, "summary.json"))) {
    const beside = runsIn(dirname(path));
    const which = beside.length === 0 ? "" : `, ${namesOf(beside)}`;
    throw new UsageError(`${path} has the summary of several runs: name one of them, which lie beside it${which}`);
  }
  throw new UsageError(`${path} is no run: there is no journal at ${join(path, journalFile)}`);
}

/** Judges the run of a folder from its journal; throws UsageError, with the folder, where that cannot be read. */
export async function judgeRecordedRun(folder: string): Promise<ReporterInput> {
  try {
    return await judgeRun(folder);
  } catch (cause) {
    if (!(cause instanceof UsageError) || cause.message.includes(folder)) throw cause;
    throw new UsageError(`${join(folder, journalFile)}: ${cause.message}`, { cause });
  }
}

function ofFile(path: string): string {
  const folder = dirname(path);
  if (basename(path) === journalFile) return folder;
  if (existsSync(join(folder, journalFile)))
    throw new UsageError(`${path} is made from the run's journal: name the run, ${folder}`);
  throw new UsageError(`${path} is neither the folder of a run nor a ${journalFile}`);
}

function look(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // Links that go round in a circle, a name that is too long, a folder that this user may not enter.
    throw new UsageError(`${path}: ${messageOf(error)}`, { cause: error });
  }
}

/** The folders of runs in a folder, the newest name last. */
function runsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((inner) => existsSync(join(inner, journalFile)))
      .toSorted();
  } catch {
    return []; // What cannot be listed holds none that anybody could name.
  }
}

function namesOf(folders: readonly string[]): string {
  return `for example ${folders.slice(-mostNamed).join(" or ")}`;
}
