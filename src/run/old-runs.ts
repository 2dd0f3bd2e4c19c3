import { existsSync, lstatSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readInputFile } from "../host/input-file.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { outcomeSchema } from "../model/outcome.ts";
import { runsIn, upgradeFile } from "./find-runs.ts";

/** Which folders of runs are old enough. */
export interface KeepTerms {
  /** Runs that began before this are old; milliseconds since 1970. */
  readonly before: number;
  /** Whether runs that did not pass stay, whatever their age. */
  readonly keepFailures: boolean;
}

/** The folder of a run, a suite or an upgrade that is old. */
export interface OldRun {
  readonly folder: string;
  readonly startedAt: string;
  readonly outcome: z.infer<typeof outcomeSchema>;
  readonly bytes: number;
}

const startedShape = { version: z.literal(1), startedAt: z.iso.datetime() };

/** A run or a suite; an upgrade has an answer instead of an outcome. */
const endedSchema = z.union([
  z.object({ ...startedShape, outcome: outcomeSchema }),
  z
    .object({ ...startedShape, answer: z.enum(["go", "no-go", "cannot-tell"]) })
    .transform(({ answer, ...rest }) => ({ ...rest, outcome: outcomes[answer] })),
]);

const outcomes = { go: "pass", "no-go": "fail", "cannot-tell": "inconclusive" } as const;

/** The longest summary of a thousand runs. */
const mostBytes = 256 * 2 ** 20;

/**
 * The folders of runs, suites and upgrades in a folder that are old, the oldest first. What has no report or summary of its
 * own that can be read is none: a run that is under way, one that died, and whatever else lies there.
 */
export function oldRuns(folder: string, { before, keepFailures }: KeepTerms): OldRun[] {
  const files = [
    ...runsIn(folder).map((run) => ({ run, file: "report.json" })),
    ...foldersWith("summary.json", folder).map((run) => ({ run, file: "summary.json" })),
    ...foldersWith(upgradeFile, folder).map((run) => ({ run, file: upgradeFile })),
  ];
  return files
    .flatMap(({ run, file }) => {
      const ended = readEnded(join(run, file));
      if (ended === undefined || Date.parse(ended.startedAt) >= before) return [];
      if (keepFailures && ended.outcome !== "pass") return [];
      return [{ folder: realpathSync(run), ...ended, bytes: bytesOf(run) }];
    })
    .toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** Removes the folder of a run; returns why it is still there, undefined where it is gone. */
export function removeRun({ folder }: Pick<OldRun, "folder">): string | undefined {
  try {
    rmSync(folder, { recursive: true });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function foldersWith(file: string, folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => join(folder, name)).filter((one) => existsSync(join(one, file)));
}

function readEnded(file: string): Pick<OldRun, "startedAt" | "outcome"> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { startedAt, outcome } = endedSchema.parse(JSON.parse(readInputFile(file, { mostBytes, isForeign: true })));
    return { startedAt, outcome };
  } catch (error) {
    if (error instanceof UsageError || error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

function bytesOf(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesOf(path) : lstatSync(path).size);
  }, 0);
}
