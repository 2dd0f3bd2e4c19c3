import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeAscending, decodeColumn, encodeAscending, encodeColumn } from "../../../../src/report/page/columns.ts";

const wholeNumbers = fc.array(fc.oneof(fc.constant(0), fc.nat(40), fc.maxSafeNat()), { maxLength: 60 });

it("gives back the numbers that it was given", () => {
  fc.assert(
    fc.property(wholeNumbers, (column) => {
      expect(decodeColumn(encodeColumn(column))).toEqual(column);
    }),
  );
  fc.assert(
    fc.property(wholeNumbers, (column) => {
      const ascending = column.map((value) => value % 2 ** 40).toSorted((a, b) => a - b);
      expect(decodeAscending(encodeAscending(ascending))).toEqual(ascending);
    }),
  );
});

it("is short: a character for a small number, three for a thousand zeros", () => {
  expect(encodeColumn([1, 2, 31])).toHaveLength(3);
  expect(encodeColumn(new Array(1_000).fill(0))).toHaveLength(3);
  expect(encodeColumn([])).toBe("");
});

it("refuses what is no column", () => {
  expect(() => decodeColumn("AB<")).toThrow('"<" is no digit of a column');
});
