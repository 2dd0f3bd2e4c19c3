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

/** The checksum before the first line. */
export const noChecksum: ChecksumState = { lines: 0, value: 0 };

/** Where a journal stands, so that it can be gone on with. */
export interface JournalPosition {
  /** Bytes of whole lines. */
  readonly length: number;
  /** Bytes at the end that no checksum follows yet. */
  readonly open: number;
  readonly checksum: ChecksumState;
}

/** That of a journal in which nothing stands yet. */
export const atBeginning: JournalPosition = { length: 0, open: 0, checksum: noChecksum };

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
