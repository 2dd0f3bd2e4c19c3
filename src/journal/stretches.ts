import {
  type ChecksumState,
  checksumAfter,
  type JournalPosition,
  noChecksum,
  readChecksum,
  stretchBytes,
  type ToldChecksum,
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
  /** As the writer had it: its lines are those that it counted. */
  #state: ChecksumState = noChecksum;
  /** Lines that are here, and those of them before the open stretch. */
  #lineCount = 0;
  #sealed = 0;
  /** Bytes of the open stretch, and of its last line. */
  #open = 0;
  #last = 0;
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
    if (text !== "") this.#sink.lastLine(text, this.#lineCount + 1);
    const lost = this.#sink.ended ? this.#open > 0 || text !== "" : this.#open - this.#last >= stretchBytes;
    if (lost) this.#damaged("no checksum is behind them");
  }

  /** Where the journal stands behind its last whole line. */
  get position(): JournalPosition {
    return { length: this.#length - this.#splitter.rest.length, open: this.#open, checksum: this.#state };
  }

  #lines(bytes: Buffer): void {
    const lines = bytes.toString().split("\n");
    lines.pop();
    const before = this.#lineCount;
    this.#advance(bytes, lines.length);
    this.#last = bytes.length - 1 - bytes.lastIndexOf(lineEnd, bytes.length - 2);
    for (const [index, line] of lines.entries()) this.#sink.line(line, before + index + 1);
  }

  #advance(bytes: Buffer, lines: number): void {
    this.#state = checksumAfter(this.#state, bytes, lines);
    this.#lineCount += lines;
    this.#open += bytes.length;
  }

  #checksum(bytes: Buffer): void {
    const told = readChecksum(bytes.toString("latin1", 0, bytes.length - 1));
    if (told === undefined) {
      this.#lines(bytes);
      return;
    }
    const problem = this.#problem(told);
    if (problem === undefined) this.#sink.sealed();
    else this.#damaged(problem);
    // From what the line tells: the next stretch is held against its own bytes alone.
    this.#state = checksumAfter({ lines: told.line - 1, value: told.value }, bytes, 1);
    this.#lineCount += 1;
    this.#sealed = this.#lineCount;
    this.#open = 0;
    this.#last = 0;
  }

  #problem({ line, value }: ToldChecksum): string | undefined {
    const missing = line - this.#state.lines - 1;
    if (missing > 0) return `${plural(missing)} missing there`;
    if (missing < 0) return `${plural(-missing)} there that nobody wrote`;
    if (value !== this.#state.value) return "not what was written: the checksum behind does not fit";
    return this.#open - this.#last >= stretchBytes ? "a checksum is missing among them" : undefined;
  }

  #damaged(what: string): void {
    const from = this.#sealed + 1;
    this.#sink.damaged(from, Math.max(from, this.#lineCount), what);
  }

  #overlong(bytes: Buffer, whole: boolean): void {
    const number = this.#lineCount + 1;
    if (!this.#tooLong) this.#sink.damaged(number, number, `longer than ${longestLineBytes >> 20} MB`);
    this.#last = bytes.length + (this.#tooLong ? this.#last : 0);
    this.#tooLong = !whole;
    this.#advance(bytes, whole ? 1 : 0);
  }
}

function plural(lines: number): string {
  return lines === 1 ? "1 line is" : `${lines} lines are`;
}
