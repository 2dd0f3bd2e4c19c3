import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { temporaryFolder } from "./temporary-folder.ts";

const recorded = join(import.meta.dirname, "../fixtures/recorded-runs");

/** The names of all runs that were recorded. */
export const recordedRuns: readonly string[] = readdirSync(recorded);

/** A folder with the journal of a recorded run, named as it is, in `inside` or in a folder of its own. */
export function recordedRun(run: string, inside: string = temporaryFolder()): string {
  const folder = join(inside, run);
  mkdirSync(folder);
  writeFileSync(join(folder, "journal.jsonl"), gunzipSync(readFileSync(join(recorded, run, "journal.jsonl.gz"))));
  return folder;
}
