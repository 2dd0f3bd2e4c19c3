import { expect, test } from "vitest";
import { listingOf } from "../../../../src/analysis/statistics/format.ts";

test("of many things the first few get words, and the rest is counted", () => {
  let told = 0;
  const tell = (number: number) => {
    told += 1;
    return `the ${number}th`;
  };
  expect(listingOf([7, 8], tell)).toBe("the 7th, the 8th");
  expect(listingOf([4, 5, 6, 7, 8, 9], tell)).toBe("the 4th, the 5th, the 6th, the 7th and 2 more");
  expect(told).toBe(6);
  expect(listingOf([4, 5, 6, 7], tell, 1_000)).toBe("the 4th, the 5th, the 6th, the 7th and 996 more");
});
