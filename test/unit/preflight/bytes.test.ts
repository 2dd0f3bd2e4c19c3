import fc from "fast-check";
import { expect, test } from "vitest";
import { describeBytes, reserved } from "../../../src/preflight/bytes.ts";

test("sizes are told in GB, and small ones in MB", () => {
  expect([1, 34e6, 1.25e9].map(describeBytes)).toEqual(["1 MB", "34 MB", "1.3 GB"]);
});

test.each([
  ["10%", 100],
  ["0%", 0],
  ["1.5%", 15],
  ["100", 100],
  ["1Ki", 1_024],
  ["2G", 2e9],
  ["much", 0],
  ["-1%", 0],
])("%s of 1000 bytes comes to %d", (threshold, bytes) => {
  expect(reserved(threshold, 1_000)).toBe(bytes);
});

test("a share is never more than the whole", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.nat(), (share, capacity) => {
      expect(reserved(`${share}%`, capacity)).toBeLessThanOrEqual(capacity);
    }),
  );
});
