import {
  type ChecksumState,
  checksumAfter,
  type JournalPosition,
  noChecksum,
  readChecksum,
  stretchBytes,
} from "./checksum.ts";
import { LineSplitter, longestLineBytes } from "./line-splitter.ts";

/** Who reads a journal: lines by their numbers, counted from 1, and what is wrong with whole stretches of them. */
export interface JournalSink {
  line(text: string, number: number): void;
  /** A last line without an end. */
  lastLine(text: string, number: number): void;
  /** Whether the run came to its end: then a checksum must be behind it. */
  readonly ended: boolean;
  /** A checksum that fits: all up to its line is as it was written. */
  sealed(): void;
  /** What is wrong with these lines, whatever each of them says. */
  damaged(from: number, to: number, what: string): void;
}

const lineEnd = 10;

/**
 * Reads a journal in pieces: hands on its lines and holds every stretch against the checksum behind it. Where one does
 * not fit, it goes on from what that tells, so that what is damaged stays told from what is not.
 */
export class Stretches {
  readonly #sink: JournalSink;
  readonly #splitter: LineSplitter;
  #state: ChecksumState = noChecksum;
  /** Lines before the open stretch. */
  #sealed = 0;
  /** Bytes of the open stretch, and of its last line. */
  #open = 0;
  #last = 0;
  /** By how much the numbers that checksums tell are more than those of the lines here. */
  #missing = 0;
  #length = 0;
  #tooLong = false;

  constructor(sink: JournalSink) {
    this.#sink = sink;
    this.#splitter = new LineSplitter({
      lines: (bytes) => this.#lines(bytes),
      checksum: (bytes) => this.#checksum(bytes),
      tooLong: (bytes, whole) => this.#overlong(bytes, whole),
    });
  }

  /** Takes the next piece. */
  take(chunk: Buffer): void {
    this.#length += chunk.length;
    this.#splitter.take(chunk);
  }

  /** Takes the end of the file. */
  end(): void {
    const text = this.#splitter.rest.toString();
    if (readChecksum(text) !== undefined) {
      // All of it is there but its line end.
      this.#checksum(Buffer.from(`${text}\n`));
      return;
    }
    const { lines } = this.#state;
    if (text !== "") this.#sink.lastLine(text, lines + 1);
    const lost = this.#sink.ended ? this.#open > 0 || text !== "" : this.#open - this.#last >= stretchBytes;
    if (lost) this.#sink.damaged(this.#sealed + 1, Math.max(lines, this.#sealed + 1), "no checksum is behind them");
  }

  /** Where the journal stands behind its last whole line. */
  get position(): JournalPosition {
    return { length: this.#length - this.#splitter.rest.length, open: this.#open, checksum: this.#state };
  }

  #lines(bytes: Buffer): void {
    const lines = bytes.toString().split("\n");
    lines.pop();
    let { lines: number } = this.#state;
    this.#advance(bytes, lines.length);
    for (const line of lines) this.#sink.line(line, ++number);
  }

  #advance(bytes: Buffer, lines: number): void {
    this.#state = checksumAfter(this.#state, bytes, lines);
    this.#open += bytes.length;
    this.#last = bytes.length - 1 - bytes.lastIndexOf(lineEnd, bytes.length - 2);
  }

  #checksum(bytes: Buffer): void {
    const told = readChecksum(bytes.toString("latin1", 0, bytes.length - 1));
    if (told === undefined) {
      this.#lines(bytes);
      return;
    }
    const { lines, value } = this.#state;
    const missing = told.line - lines - 1;
    const problem = this.#problem(missing - this.#missing, told.value === value);
    if (problem === undefined) this.#sink.sealed();
    else this.#sink.damaged(Math.min(this.#sealed + 1, lines + 1), Math.max(lines, this.#sealed + 1), problem);
    this.#missing = missing;
    // From what the line tells: the next stretch is held against its own bytes alone.
    this.#state = checksumAfter({ lines, value: told.value }, bytes, 1);
    this.#sealed = lines + 1;
    this.#open = 0;
    this.#last = 0;
  }

  #problem(missing: number, fits: boolean): string | undefined {
    if (missing > 0) return `${plural(missing)} missing there`;
    if (missing < 0) return `${plural(-missing)} there that nobody wrote`;
    if (!fits) return "not what was written: the checksum behind does not fit";
    return this.#open - this.#last >= stretchBytes ? "a checksum is missing among them" : undefined;
  }

  #overlong(bytes: Buffer, whole: boolean): void {
    if (!this.#tooLong) {
      const number = this.#state.lines + 1;
      this.#sink.damaged(number, number, `longer than ${longestLineBytes >> 20} MB`);
    }
    this.#tooLong = !whole;
    this.#state = checksumAfter(this.#state, bytes, whole ? 1 : 0);
    this.#open += bytes.length;
    this.#last = bytes.length;
  }
}

function plural(lines: number): string {
  return lines === 1 ? "1 line is" : `${lines} lines are`;
}
