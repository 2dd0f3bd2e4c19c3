import { checksumAfter, checksumLine, type JournalPosition, stretchBytes } from "./checksum.ts";

/** Lines made ready to be appended, and where the journal stands behind them. */
export interface Sealed {
  readonly bytes: Buffer;
  readonly position: JournalPosition;
}

/**
 * Makes lines ready for a journal that stands at this position, with a checksum wherever a stretch is full, and at the
 * end where that is wanted.
 */
export function sealLines(lines: readonly string[], { length, open, checksum }: JournalPosition, atEnd = true): Sealed {
  const parts: Buffer[] = [];
  let state = checksum;
  let unsealed = open;
  let stretch: string[] = [];
  const take = (bytes: Buffer, count: number) => {
    parts.push(bytes);
    state = checksumAfter(state, bytes, count);
  };
  const close = (seal: boolean) => {
    if (stretch.length > 0) take(Buffer.from(`${stretch.join("\n")}\n`), stretch.length);
    stretch = [];
    if (!seal || unsealed === 0) return;
    take(Buffer.from(`${checksumLine(state)}\n`), 1);
    unsealed = 0;
  };
  // A stretch that is full already: its checksum was torn off when its writer died.
  close(unsealed >= stretchBytes);
  for (const line of lines) {
    stretch.push(line);
    unsealed += Buffer.byteLength(line) + 1;
    if (unsealed >= stretchBytes) close(true);
  }
  close(atEnd);
  const bytes = Buffer.concat(parts);
  return { bytes, position: { length: length + bytes.length, open: unsealed, checksum: state } };
}
