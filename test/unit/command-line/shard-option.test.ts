import { expect, it } from "vitest";
import { readShard, sharedSeed } from "../../../src/command-line/shard-option.ts";

it("takes which of how many", () => {
  expect([readShard("1/1"), readShard("2/4"), readShard("1000/1000")]).toEqual([
    { index: 1, of: 1 },
    { index: 2, of: 4 },
    { index: 1_000, of: 1_000 },
  ]);
});

it.each(["", "2", "0/4", "5/4", "2/0", "-1/4", "02/4", "2/4/8", "2 / 4", "a/b", "1.5/4", "1e0/4", "1/99999"])(
  "refuses %j",
  (text) => {
    expect(() => readShard(text)).toThrow("which of how many is expected, from 1");
  },
);

it("refuses more shards than anybody has machines", () => {
  expect(() => readShard("1/1001")).toThrow("at most 1000 shards are made");
});

it("wants the same seed in all shards", () => {
  expect(sharedSeed(0)).toBe(0);
  expect(() => sharedSeed(undefined)).toThrow("--shard needs --seed, the same in all shards");
});
