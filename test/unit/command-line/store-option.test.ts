import { expect, it } from "vitest";
import { storeOf } from "../../../src/command-line/store-option.ts";

it("is a place in a store, or none", () => {
  expect([storeOf({}), storeOf({ store: "s3://nights/n1" })]).toEqual([undefined, { bucket: "nights", prefix: "n1" }]);
});

it("refuses a folder, and what is no place", () => {
  expect(() => storeOf({ store: "reports" })).toThrow("--store reports: write for example s3://bucket/night-4711");
  expect(() => storeOf({ store: "s3://N" })).toThrow("is no place in a store");
});

it("refuses an output that would be no part of a key, before anything is merged", () => {
  const store = "s3://nights/n1";
  expect(storeOf({ store, output: "reports/night-1/" })).toBeDefined();
  expect(storeOf({ output: "a night" })).toBeUndefined();
  expect(() => storeOf({ store, output: "reports/a night" })).toThrow(/^--output reports\/a night: with --store its/);
});
