import { expect, it } from "vitest";
import { describeAddress, isSegment, isStoreAddress, keyOf, readStoreAddress } from "../../../src/store/address.ts";

it("reads a bucket and what keys begin with", () => {
  expect(readStoreAddress("s3://nights/a/b-1/")).toEqual({ bucket: "nights", prefix: "a/b-1" });
  expect(readStoreAddress("s3://nights")).toEqual({ bucket: "nights", prefix: "" });
  expect([isStoreAddress("s3://nights"), isStoreAddress("reports/s3")]).toEqual([true, false]);
});

it.each(["s3://", "s3://a", "s3://Nights/x", "s3://nights/../x", "s3://nights//x", "s3://me:secret@nights", "nights"])(
  "refuses %s",
  (word) => {
    expect(() => readStoreAddress(word)).toThrow(/is no place in a store/);
  },
);

it("makes keys below it, and says it as people write it", () => {
  for (const word of ["s3://nights/a/b", "s3://nights"]) expect(describeAddress(readStoreAddress(word))).toBe(word);
  expect(keyOf(readStoreAddress("s3://nights/a"), "b", "summary.json")).toBe("a/b/summary.json");
  expect(keyOf(readStoreAddress("s3://nights"), "b")).toBe("b");
});

it("knows which parts of a key may be names of files", () => {
  expect(["suite-20261123T110000Z", "a.b", "..a"].every(isSegment)).toBe(true);
  expect(["", ".", "..", "a/b", "a\\b", "a b", "\u0000"].some(isSegment)).toBe(false);
});
