import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineSplitter } from "../../../../src/probes/watch/line-splitter.ts";

describe("LineSplitter", () => {
  test("gives every line once and whole, wherever the stream is cut into pieces, and keeps what has no end", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", "{", '"', "\\", "€") });
    fc.assert(
      fc.property(fc.array(text.filter((one) => one !== "")), text, fc.array(fc.nat()), (lines, rest, cuts) => {
        const bytes = Buffer.from(`${lines.map((one) => `${one}\n`).join("")}${rest}`);
        const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
        const splitter = new LineSplitter();
        const found = at.slice(1).flatMap((end, n) => splitter.push(bytes.subarray(at[n], end)));
        expect(found.map((one) => one.toString())).toEqual(lines);
        expect(splitter.pending).toBe(Buffer.byteLength(rest));
      }),
    );
  });
});
