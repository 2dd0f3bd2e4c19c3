import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { isDiskFull, messageOf, PlatformError, UsageError } from "../model/errors.ts";
import { type JournalEvent, longestText } from "../model/event.ts";
import { type Sample, toRow } from "../model/sample.ts";
import { atBeginning, type JournalPosition } from "./checksum.ts";
import { sealLines } from "./seal-lines.ts";
import { lockForWriting, type WriterLock } from "./writer-lock.ts";

/** Where a run's journal lies inside its folder. */
export const journalFile = "journal.jsonl";

/** Samples may wait this long for company before they are written. */
const sampleDelayMs = 250;

/** The append-only record of a run: one JSON value a line, and a running checksum after each stretch of lines. */
export interface JournalWriter {
  /**
   * Appends an event, and every sample before it, at once; what arrived on a watch waits for company as samples do. A
   * `fault-intent` is on the disk when this returns and throws PlatformError where it cannot be: no fault without it. A
   * failure of any other event goes to `onError`, once.
   */
  event(event: JournalEvent): void;
  /** Appends samples within 250 ms; a failure goes to `onError`, once. */
  samples(samples: readonly Sample[]): void;
  /** The first failure to write, if there was one. */
  readonly failure: PlatformError | undefined;
  /** Writes what is left and closes the file, so that another process may write it; idempotent. */
  close(): void;
}

/** What becomes of a journal while it is written. */
export interface JournalOwner {
  /** Told of the first failure to write: "journal-full" where the disk is full. */
  onError(error: PlatformError): void;
  /** Called when the file is closed. */
  onClosed?(): void;
}

/**
 * Makes a new journal and holds it until it is closed; `onError` is told of the first failure to write. Throws
 * UsageError where there is such a file already: no journal is written over, and none by two processes; PlatformError
 * where it cannot be made.
 */
export function openJournal(path: string, onError: (error: PlatformError) => void): JournalWriter {
  let lock: WriterLock | undefined;
  try {
    lock = lockForWriting(path);
    return journalOn(openSync(path, "ax", 0o644), path, { onError, onClosed: lock.release });
  } catch (cause) {
    lock?.release();
    if (cause instanceof UsageError) throw cause;
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw writeError(path, cause);
    throw new UsageError(`There is a journal at ${path} already: a run is recorded into a folder of its own`);
  }
}

/** Writes a journal on a file that is open for appending and stands at this position; the writer closes it. */
export function journalOn(
  fd: number,
  path: string,
  owner: JournalOwner,
  position: JournalPosition = atBeginning,
): JournalWriter {
  return new Writer(fd, path, owner, position);
}

class Writer implements JournalWriter {
  failure: PlatformError | undefined;
  readonly #fd: number;
  readonly #path: string;
  readonly #owner: JournalOwner;
  #position: JournalPosition;
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(fd: number, path: string, owner: JournalOwner, position: JournalPosition) {
    this.#fd = fd;
    this.#path = path;
    this.#owner = owner;
    this.#position = position;
  }

  event(event: JournalEvent): void {
    const durable = event.type === "fault-intent";
    this.#waiting.push(JSON.stringify(event, clipped));
    if (event.type === "watch") {
      this.#timer ??= setTimeout(() => this.#flush(false, false), sampleDelayMs);
      return;
    }
    const error = this.#flush(durable, durable || event.type === "run-end");
    if (durable && error !== undefined) throw error;
  }

  samples(samples: readonly Sample[]): void {
    for (const sample of samples) this.#waiting.push(JSON.stringify(toRow(sample)));
    this.#timer ??= setTimeout(() => this.#flush(false, false), sampleDelayMs);
  }

  close(): void {
    if (this.#closed) return;
    this.#flush(true, true);
    this.#closed = true;
    closeSync(this.#fd);
    this.#owner.onClosed?.();
  }

  /**
   * Writes all that waits; `seal` puts a checksum behind it. After a failure the file is cut back to its last whole
   * line, so that later events can still follow: the checksum goes on from there.
   */
  #flush(sync: boolean, seal: boolean): PlatformError | undefined {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closed || (this.#waiting.length === 0 && !(seal && this.#position.open > 0))) return undefined;
    const { bytes, position } = sealLines(this.#waiting, this.#position, seal);
    this.#waiting = [];
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
      // Nobody will ever read what is written into a file that has no name any more.
      if (fstatSync(this.#fd).nlink === 0) throw new Error("it was deleted while it was written");
      if (sync) fsyncSync(this.#fd);
      this.#position = position;
      return undefined;
    } catch (cause) {
      return this.#fail(cause);
    }
  }

  #fail(cause: unknown): PlatformError {
    try {
      ftruncateSync(this.#fd, this.#position.length);
    } catch {
      // Not every file can be cut (a device, a dead disk); the reader then finds a torn or damaged line and says so.
    }
    const error = writeError(this.#path, cause);
    if (this.failure === undefined) {
      this.failure = error;
      this.#owner.onError(error);
    }
    return error;
  }
}

function writeError(path: string, cause: unknown): PlatformError {
  const full = isDiskFull(cause);
  const why = full ? `No space left to write ${path}` : `Cannot write ${path}: ${messageOf(cause)}`;
  return new PlatformError(full ? "journal-full" : "journal-write", why, { cause });
}

/** Texts of others, an engine's errors above all, are cut to what the reader takes. */
function clipped(_key: string, value: unknown): unknown {
  return typeof value === "string" && value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value;
}
