import { closeSync, fstatSync, readSync, writeSync } from "node:fs";
import { z } from "zod";
import { readInputFile } from "../host/input-file.ts";
import { openToAppend } from "../host/output-file.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { type RunDigest, runDigestSchema } from "../model/listed-run.ts";

/** Ten years of forty runs a night, of 4 KiB each, have about 600 MiB. */
const mostBytes = 2 ** 30;

const entrySchema = z.object({ version: z.literal(1), name: z.string(), digest: runDigestSchema });

/** One run of a history: a line of its file. */
export interface HistoryEntry {
  readonly name: string;
  readonly digest: RunDigest;
}

/** A history as it was read; lines that are none are counted. */
export interface History {
  readonly entries: readonly HistoryEntry[];
  readonly unread: number;
}

/**
 * Appends runs to a history file, one line of JSON each, all in one write at its end (O_APPEND): several jobs on one file
 * system do not write into each other's lines. Runs that it has already are left out. Returns how many were added.
 */
export function appendHistory(file: string, entries: readonly HistoryEntry[]): number {
  let descriptor: number;
  try {
    descriptor = openToAppend(file);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${file}: cannot be written: ${messageOf(cause)}`, { cause });
  }
  try {
    const known = new Set(readHistory(file).entries.map(keyOf));
    const added = entries.filter((entry) => !known.has(keyOf(entry)));
    if (added.length === 0) return 0;
    const lines = added.map(({ name, digest }) => `${JSON.stringify({ version: 1, name, digest })}\n`).join("");
    // What a job left that died in the middle of its line must not spoil this one.
    const bytes = Buffer.from(endsWithLine(descriptor) ? lines : `\n${lines}`);
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    return added.length;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${file}: cannot be written: ${messageOf(cause)}`, { cause });
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a history; a line that is none, as of a job that died in it, is counted and spoils no other. */
export function readHistory(file: string): History {
  const lines = readInputFile(file, { mostBytes }).split("\n");
  const found = new Map<string, HistoryEntry>();
  let unread = 0;
  for (const line of lines.filter((text) => text.trim() !== "")) {
    const entry = entryOf(line);
    if (entry === undefined) unread += 1;
    else found.set(keyOf(entry), entry);
  }
  return { entries: [...found.values()], unread };
}

function entryOf(line: string): HistoryEntry | undefined {
  try {
    const parsed = entrySchema.safeParse(JSON.parse(line));
    return parsed.success ? { name: parsed.data.name, digest: parsed.data.digest } : undefined;
  } catch {
    return undefined;
  }
}

function keyOf({ name, digest }: HistoryEntry): string {
  return `${name} ${digest.startedAt}`;
}

function endsWithLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() === "\n";
}
