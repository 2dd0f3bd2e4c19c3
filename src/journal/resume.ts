import { closeSync, existsSync, ftruncateSync, openSync, readSync } from "node:fs";
import { type PlatformError, UsageError } from "../model/errors.ts";
import type { JournalPosition } from "./checksum.ts";
import { refuseOtherVersion } from "./format-version.ts";
import { parse } from "./parse.ts";
import { Stretches } from "./stretches.ts";
import { type JournalWriter, journalOn } from "./writer.ts";
import { lockForWriting } from "./writer-lock.ts";

/** Bytes that are read at once. */
const pieceBytes = 1 << 18;

/**
 * Goes on with the journal of a run that died, with its running checksum: a torn last line is cut off, and what it has
 * no checksum for yet gets one. Throws UsageError where there is none, a living process writes it, or its run ended.
 */
export function resumeJournal(path: string, onError: (error: PlatformError) => void): JournalWriter {
  if (!existsSync(path)) throw new UsageError(`There is no journal at ${path}`);
  const lock = lockForWriting(path);
  try {
    const fd = openSync(path, "a+");
    try {
      const position = positionOf(fd, path);
      ftruncateSync(fd, position.length);
      return journalOn(fd, path, { onError, onClosed: lock.release }, position);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Where a journal stands behind its last whole line. */
function positionOf(fd: number, path: string): JournalPosition {
  const sink = {
    ended: false,
    line: (text: string) => {
      const event = /"type":"run-(start|end)"/.test(text) ? parse(text) : undefined;
      refuseOtherVersion(event, false);
      if ((event as { type?: unknown } | undefined)?.type === "run-end") sink.ended = true;
    },
    lastLine: () => {},
    sealed: () => {},
    damaged: () => {}, // What is damaged stays so, and whoever judges the journal says it.
  };
  const stretches = new Stretches(sink);
  const piece = Buffer.alloc(pieceBytes);
  for (let at = 0; ; ) {
    const bytes = readSync(fd, piece, 0, pieceBytes, at);
    if (bytes === 0) break;
    stretches.take(piece.subarray(0, bytes));
    at += bytes;
  }
  if (sink.ended) throw new UsageError(`The run of ${path} came to its end: nothing can be added to it`);
  return stretches.position;
}
