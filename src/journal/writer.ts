import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { PlatformError } from "../model/errors.ts";
import type { JournalEvent } from "../model/event.ts";
import { type Sample, toRow } from "../model/sample.ts";

/** Where a run's journal lies inside its folder. */
export const journalFile = "journal.jsonl";

/** Samples may wait this long for company before they are written. */
const sampleDelayMs = 250;

/** The append-only record of a run: one JSON value a line. */
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
  /** Writes what is left and closes the file; idempotent. */
  close(): void;
}

/**
 * Opens a new journal for appending; `onError` is told of the first failure to write ("journal-full" where the disk is
 * full).
 */
export function openJournal(path: string, onError: (error: PlatformError) => void): JournalWriter {
  return new Writer(openSync(path, "a", 0o644), path, onError);
}

class Writer implements JournalWriter {
  failure: PlatformError | undefined;
  readonly #fd: number;
  readonly #path: string;
  readonly #onError: (error: PlatformError) => void;
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #length = 0;
  #closed = false;

  constructor(fd: number, path: string, onError: (error: PlatformError) => void) {
    this.#fd = fd;
    this.#path = path;
    this.#onError = onError;
  }

  event(event: JournalEvent): void {
    const durable = event.type === "fault-intent";
    this.#waiting.push(JSON.stringify(event));
    if (event.type === "watch") {
      this.#timer ??= setTimeout(() => this.#flush(false), sampleDelayMs);
      return;
    }
    const error = this.#flush(durable);
    if (durable && error !== undefined) throw error;
  }

  samples(samples: readonly Sample[]): void {
    for (const sample of samples) this.#waiting.push(JSON.stringify(toRow(sample)));
    this.#timer ??= setTimeout(() => this.#flush(false), sampleDelayMs);
  }

  close(): void {
    if (this.#closed) return;
    this.#flush(true);
    this.#closed = true;
    closeSync(this.#fd);
  }

  /**
   * Writes all that waits. After a failure the file is cut back to its last whole line, so that later events can still
   * follow.
   */
  #flush(sync: boolean): PlatformError | undefined {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0 || this.#closed) return undefined;
    const bytes = Buffer.from(`${this.#waiting.join("\n")}\n`);
    this.#waiting = [];
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
      if (sync) fsyncSync(this.#fd);
      this.#length += bytes.length;
      return undefined;
    } catch (cause) {
      return this.#fail(cause);
    }
  }

  #fail(cause: unknown): PlatformError {
    try {
      ftruncateSync(this.#fd, this.#length);
    } catch {
      // Not every file can be cut (a device, a dead disk); the reader then finds a torn or damaged line and says so.
    }
    const full = ["ENOSPC", "EDQUOT"].includes((cause as NodeJS.ErrnoException).code ?? "");
    const error = new PlatformError(
      full ? "journal-full" : "journal-write",
      full ? `No space left to write ${this.#path}` : `Cannot write ${this.#path}: ${(cause as Error).message}`,
      { cause },
    );
    if (this.failure === undefined) {
      this.failure = error;
      this.#onError(error);
    }
    return error;
  }
}
