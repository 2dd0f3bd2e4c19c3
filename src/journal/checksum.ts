import { crc32 } from "node:zlib";

/**
 * Bytes of lines after which a checksum follows: one line of about 25 bytes for each is 0.6 % of a journal, and what is
 * damaged is known to some fifty samples.
 */
export const stretchBytes = 4_096;

/** How every line with a checksum begins, and no other. */
export const checksumTag = '["d",';

/** Where a running checksum stands: after so many lines of a journal, with this value. */
export interface ChecksumState {
  /** Whole lines so far, those with checksums among them. */
  readonly lines: number;
  /** CRC-32 of all their bytes, line ends among them. */
  readonly value: number;
}

/** That of a journal in which nothing stands yet. */
export const noChecksum: ChecksumState = { lines: 0, value: 0 };

/** The checksum after further whole lines, given as their bytes with every line end. */
export function checksumAfter(state: ChecksumState, bytes: Uint8Array, lines: number): ChecksumState {
  return { lines: state.lines + lines, value: crc32(bytes, state.value) };
}

/** What a line with a checksum says: its own number in the journal, and the CRC-32 of everything before it. */
export interface ToldChecksum {
  readonly line: number;
  readonly value: number;
}

/** The line, without its end, that tells the checksum of all before it: ["d", its own number, CRC-32 in hex]. */
export function checksumLine(state: ChecksumState): string {
  return `${checksumTag}${state.lines + 1},"${state.value.toString(16).padStart(8, "0")}"]`;
}

/** What a line with a checksum tells; undefined where the line is none. */
export function readChecksum(line: string): ToldChecksum | undefined {
  const [, number, value] = /^\["d",([1-9]\d{0,11}),"([0-9a-f]{8})"\]$/.exec(line) ?? [];
  if (number === undefined || value === undefined) return undefined;
  return { line: Number(number), value: Number.parseInt(value, 16) };
}

/** Lines made ready for a journal. */
export interface Sealed {
  readonly bytes: Buffer;
  /** The checksum after them. */
  readonly state: ChecksumState;
  /** Bytes at the end that no checksum follows yet. */
  readonly open: number;
}

/**
 * Makes lines ready to be appended, with a checksum wherever a stretch is full, and at the end where that is wanted.
 * `open` bytes before them have no checksum behind them yet.
 */
export function sealLines(lines: readonly string[], from: ChecksumState, open: number, atEnd: boolean): Sealed {
  const parts: Buffer[] = [];
  let state = from;
  let unsealed = open;
  let stretch: string[] = [];
  const close = (seal: boolean) => {
    if (stretch.length > 0) take(Buffer.from(`${stretch.join("\n")}\n`), stretch.length);
    stretch = [];
    if (!seal || unsealed === 0) return;
    take(Buffer.from(`${checksumLine(state)}\n`), 1);
    unsealed = 0;
  };
  const take = (bytes: Buffer, count: number) => {
    parts.push(bytes);
    state = checksumAfter(state, bytes, count);
  };
  for (const line of lines) {
    stretch.push(line);
    unsealed += Buffer.byteLength(line) + 1;
    if (unsealed >= stretchBytes) close(true);
  }
  close(atEnd);
  return { bytes: Buffer.concat(parts), state, open: unsealed };
}
