import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { checksumAfter, checksumLine, noChecksum, readChecksum } from "../../../src/journal/checksum.ts";

test("a running checksum is that of all bytes so far, in whatever pieces they came", () => {
  const bytes = Buffer.from("first\nsecond\nthird\n");
  const pieces = checksumAfter(checksumAfter(noChecksum, bytes.subarray(0, 6), 1), bytes.subarray(6), 2);
  expect(pieces).toEqual({ lines: 3, value: crc32(bytes) });
});

test("its line tells its own number and the checksum of all before it", () => {
  const state = { lines: 41, value: 0xbeef };
  expect(checksumLine(state)).toBe('["d",42,"0000beef"]');
  expect(readChecksum(checksumLine(state))).toEqual({ line: 42, value: 0xbeef });
});

test.each([
  '["d",42,"beef"]',
  '["d",0,"0000beef"]',
  '["d",42,"0000beef"] ',
  '["d",42]',
  '["s",1]',
  "",
  '["d",1e3,"0000beef"]',
])("%s is no checksum", (line) => {
  expect(readChecksum(line)).toBeUndefined();
});
