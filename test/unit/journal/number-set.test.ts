import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberSet } from "../../../src/journal/number-set.ts";

test("a number is new once", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(70), fc.nat(2 ** 31 - 1))), (numbers) => {
      const set = new NumberSet();
      const plain = new Set<number>();
      for (const number of numbers) {
        expect(set.add(number)).toBe(!plain.has(number));
        plain.add(number);
      }
    }),
  );
});
