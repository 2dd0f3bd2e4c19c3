const newline = 0x0a;

/** Makes whole lines out of the pieces in which a stream arrives, wherever its pieces are cut. */
export class LineSplitter {
  #parts: Buffer[] = [];

  /** Bytes of a line whose end has not come. */
  get pending(): number {
    return this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  /** The lines that this piece completes, without their ends; empty ones are left out. */
  push(piece: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, from)) {
      const line = this.#complete(piece.subarray(from, end));
      if (line.length > 0) lines.push(line);
      from = end + 1;
    }
    if (from < piece.length) this.#parts.push(piece.subarray(from));
    return lines;
  }

  #complete(last: Buffer): Buffer {
    if (this.#parts.length === 0) return last;
    const line = Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    return line;
  }
}
