import { closeSync, fstatSync, fsyncSync, readSync, writeSync } from "node:fs";
import { z } from "zod";
import { openToAppend } from "../host/output-file.ts";
import { clusterSchema } from "../model/cluster.ts";
import { isDiskFull, messageOf, PlatformError } from "../model/errors.ts";

/** Each fault has a few lines of some kilobytes; a log that was kept for years has not so many, bytes. */
const mostBytes = 64 * 2 ** 20;

/** What was broken, so that its fault's own file can take it back: no command stands here, so none can be smuggled in. */
export const undoSchema = z.strictObject({
  /** What every process of the strike has in its environment, and what deeds refer to. */
  strike: z.uuid(),
  /** The step's name in its scenario. */
  id: z.string(),
  /** Where the run's folder is, absolute; for its journal and for people. */
  folder: z.string(),
  /** UTC. */
  at: z.string(),
  cluster: clusterSchema,
  fault: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** The nodes that are hit, by the names of their containers, with what the fault remembers of them. */
  hits: z.array(z.strictObject({ node: z.string(), captured: z.record(z.string(), z.string()) })),
});
export type Undo = z.infer<typeof undoSchema>;

/** Who took something back, or tried to. */
export const healerSchema = z.enum(["harness", "watchdog", "clean", "next-run"]);
export type Healer = z.infer<typeof healerSchema>;

export const deedSchema = z.strictObject({
  /** `took-over`: from here on the harness that broke it must break nothing more; `healed`: proven from outside. */
  deed: z.enum(["took-over", "healed", "not-healed"]),
  /** Of which strike; a takeover is of all of a run. */
  strike: z.uuid().optional(),
  /** Of which run, by its folder. */
  folder: z.string(),
  by: healerSchema,
  at: z.string(),
  /** What was seen, or why. */
  detail: z.string(),
});
export type Deed = z.infer<typeof deedSchema>;

/** What a log says. */
export interface UndoState {
  /** What was never seen to be taken back, newest first. */
  readonly open: readonly Undo[];
  /** Everything that was begun, oldest first. */
  readonly begun: readonly Undo[];
  readonly deeds: readonly Deed[];
  /** Lines that say nothing that is known: what they stand for may still be broken. */
  readonly problems: readonly string[];
}

/** The record of what must be taken back on a cluster, on the disk before anything is broken. */
export interface UndoLog {
  /** The open file, for a process that shares it. */
  readonly fd: number;
  /** On the disk when it returns; throws PlatformError "journal-full" or "journal-write": then nothing may be broken. */
  intend(undo: Undo): void;
  /** Notes what was done about it; throws as `intend` does. */
  note(deed: Deed): void;
  /** What it says now, whoever wrote it, also when the file was deleted since it was opened. */
  read(): UndoState;
  close(): void;
}

/** Opens a cluster's undo log, which is made where there is none; throws PlatformError where that cannot be. */
export function openUndoLog(path: string): UndoLog {
  try {
    return undoLogOn(openToAppend(path, 0o600));
  } catch (cause) {
    throw new PlatformError("journal-write", `Cannot open the undo log ${path}: ${messageOf(cause)}`, { cause });
  }
}

/** The undo log of a file that is open for reading and appending. */
export function undoLogOn(fd: number): UndoLog {
  return {
    fd,
    intend: (undo) => append(fd, undo),
    note: (deed) => append(fd, deed),
    read: () => parseUndoLog(readWhole(fd)),
    close: () => closeSync(fd),
  };
}

/** Reads the lines of an undo log. A torn last line had no effect yet: a line is acted on only when it is on the disk. */
export function parseUndoLog(text: string): UndoState {
  const begun: Undo[] = [];
  const deeds: Deed[] = [];
  const problems: string[] = [];
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const read = readLine(line);
    if ("hits" in read) begun.push(read);
    else if ("deed" in read) deeds.push(read);
    else if (index < lines.length - 1 && !read.torn) problems.push(`line ${index + 1}: ${read.problem}`);
  }
  const healed = new Set(deeds.filter(({ deed }) => deed === "healed").map(({ strike }) => strike));
  return { begun, deeds, problems, open: begun.filter(({ strike }) => !healed.has(strike)).toReversed() };
}

function readLine(line: string): Undo | Deed | { readonly problem: string; readonly torn: boolean } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // A writer that was killed left it, and what came after began a new line.
    return { problem: "it is no JSON", torn: !line.endsWith("}") };
  }
  const undo = undoSchema.safeParse(value);
  if (undo.success) return undo.data;
  const deed = deedSchema.safeParse(value);
  if (deed.success) return deed.data;
  return { problem: "it is neither an undo nor a deed that this version knows", torn: false };
}

function append(fd: number, line: Undo | Deed): void {
  try {
    const end = readEnd(fd);
    // A line that a killed writer left unfinished must not swallow this one.
    writeSync(fd, `${end === "" || end === "\n" ? "" : "\n"}${JSON.stringify(line)}\n`);
    fsyncSync(fd);
  } catch (cause) {
    const full = isDiskFull(cause);
    throw new PlatformError(full ? "journal-full" : "journal-write", `Cannot write the undo log: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** The last character, or none of an empty file. */
function readEnd(fd: number): string {
  const last = Buffer.alloc(1);
  return readSync(fd, last, 0, 1, Math.max(0, fstatSync(fd).size - 1)) === 0 ? "" : last.toString("latin1");
}

function readWhole(fd: number): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at < mostBytes; ) {
    const piece = Buffer.alloc(65_536);
    const bytes = readSync(fd, piece, 0, piece.length, at);
    if (bytes === 0) return Buffer.concat(pieces).toString("utf8");
    pieces.push(piece.subarray(0, bytes));
    at += bytes;
  }
  throw new PlatformError("journal-write", `the undo log has more than ${mostBytes} bytes: it is none of ours`);
}
