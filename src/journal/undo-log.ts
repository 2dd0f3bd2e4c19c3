import { closeSync, existsSync, fsyncSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readInputFile } from "../host/input-file.ts";
import { openToAppend } from "../host/output-file.ts";
import { type Action, actionSchema } from "../model/action.ts";
import { PlatformError, UsageError } from "../model/errors.ts";

/** Where a run's undo log lies inside its folder. */
export const undoFile = "undo.jsonl";

/** Each fault has two lines of at most 100 KiB; a folder from elsewhere may have anything of that name. */
const limits = { mostBytes: 64 * 2 ** 20, isForeign: true } as const;

const intentSchema = z.object({ id: z.string(), cluster: z.string(), at: z.string(), actions: z.array(actionSchema) });
const doneSchema = z.object({ id: z.string(), done: z.literal(true) });
const lineSchema = z.union([doneSchema, intentSchema]);

/** What has to be taken back after a fault: which cluster, since when (UTC), and how, in order. */
export type Undo = z.infer<typeof intentSchema>;

/** The record of what must be taken back, on the disk before anything is broken, so that it outlives the harness. */
export interface UndoLog {
  /**
   * On the disk when it returns; throws PlatformError "journal-full" or "journal-write": then nothing may be broken.
   */
  intend(undo: {
    readonly id: string;
    readonly cluster: string;
    readonly at: string;
    readonly actions: readonly Action[];
  }): void;
  /** Notes that everything of this fault has been taken back. */
  done(id: string): void;
}

/** The undo log of a run's folder. */
export function openUndoLog(folder: string): UndoLog {
  const path = join(folder, undoFile);
  return {
    intend: (undo) => append(path, undo),
    done: (id) => append(path, { id, done: true }),
  };
}

/**
 * What was never taken back in a run, newest fault first; empty for a folder without an undo log. A torn last line had
 * no effect yet.
 */
export function unfinishedUndos(folder: string): readonly Undo[] {
  const open = new Map<string, Undo>();
  for (const line of readLines(join(folder, undoFile))) {
    if ("done" in line) open.delete(line.id);
    else open.set(line.id, line);
  }
  return [...open.values()].reverse();
}

function append(path: string, line: unknown): void {
  try {
    const fd = openToAppend(path);
    try {
      // A line that a killed writer left unfinished must not swallow this one.
      const torn = !["", "\n"].includes(readInputFile(path, limits).slice(-1));
      writeSync(fd, `${torn ? "\n" : ""}${JSON.stringify(line)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    if (cause instanceof UsageError) throw new PlatformError("journal-write", cause.message, { cause });
    const full = (cause as NodeJS.ErrnoException).code === "ENOSPC";
    throw new PlatformError(full ? "journal-full" : "journal-write", `Cannot write ${path}`, { cause });
  }
}

function readLines(path: string): z.infer<typeof lineSchema>[] {
  if (!existsSync(path)) return []; // Nothing was ever to be broken.
  return readInputFile(path, limits)
    .split("\n")
    .flatMap((line) => {
      try {
        const parsed = lineSchema.safeParse(JSON.parse(line));
        return parsed.success ? [parsed.data] : [];
      } catch {
        return []; // A line is only acted on after it was fsynced whole, so a torn one means that nothing was broken.
      }
    });
}
