import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonPieces } from "../../../../src/report/parts/json-pieces.ts";

it("are together the JSON of the whole, whatever is in it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(undefined))), (value) => {
      expect([...jsonPieces(value)].join("")).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it("are no longer than an element of a list", () => {
  const value = { a: "b", list: Array.from({ length: 100 }, (_, index) => ({ index })) };
  const pieces = [...jsonPieces(value)];
  expect(pieces.join("")).toBe(JSON.stringify(value, null, 2));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(40);
});
