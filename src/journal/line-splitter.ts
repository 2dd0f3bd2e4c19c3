import { checksumTag } from "./checksum.ts";

/** The longest line that is read, bytes: what was written to in a day of writes fits, what fills the memory does not. */
export const longestLineBytes = 1 << 24;

/** What stands in a file, in its order. */
export interface LineSink {
  /** Whole lines, given as bytes with every line end. */
  lines(bytes: Buffer): void;
  /** A line that begins as those with checksums do, with its end. */
  checksum(bytes: Buffer): void;
  /** A part of a line that is too long, which is not given otherwise; `whole` where the line ends with it. */
  tooLong(bytes: Buffer, whole: boolean): void;
}

const lineEnd = 10;

/** Splits a file into whole lines, given in pieces of any size; what is held of it is one line at most. */
export class LineSplitter {
  readonly #sink: LineSink;
  #rest: Buffer = Buffer.alloc(0);
  #skipping = false;

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  /** Bytes of a last line that has no end. */
  get rest(): Buffer {
    return this.#rest;
  }

  /** Takes the next piece; what the sink is given of it must be read before the piece is written over. */
  take(chunk: Buffer): void {
    let block = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#skipping) block = this.#skip(block);
    const end = block.lastIndexOf(lineEnd) + 1;
    if (end > 0) this.#whole(block.subarray(0, end));
    // A copy: the piece may be written over.
    this.#rest = Buffer.from(block.subarray(end));
    if (this.#rest.length <= longestLineBytes) return;
    this.#sink.tooLong(this.#rest, false);
    this.#rest = Buffer.alloc(0);
    this.#skipping = true;
  }

  /** Gives away what is left of a line that is too long; returns what follows it. */
  #skip(block: Buffer): Buffer {
    const end = block.indexOf(lineEnd) + 1;
    this.#skipping = end === 0;
    const part = end === 0 ? block : block.subarray(0, end);
    this.#sink.tooLong(part, end > 0);
    return block.subarray(part.length);
  }

  #whole(block: Buffer): void {
    let from = 0;
    while (from < block.length) {
      const at = nextChecksum(block, from);
      if (at > from) this.#sink.lines(block.subarray(from, at));
      if (at === block.length) return;
      from = block.indexOf(lineEnd, at) + 1;
      this.#sink.checksum(block.subarray(at, from));
    }
  }
}

/** Where the next line with a checksum begins; the end of the block where there is none. */
function nextChecksum(block: Buffer, from: number): number {
  for (let at = from; ; at += 1) {
    at = block.indexOf(checksumTag, at, "latin1");
    if (at < 0) return block.length;
    if (at === from || block[at - 1] === lineEnd) return at;
  }
}
