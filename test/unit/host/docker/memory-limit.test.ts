import { describe, expect, it } from "vitest";
import { memoryLimitOf, readMemory } from "../../../../src/host/docker/memory-limit.ts";
import { unlimitedMemoryBytes } from "../../../../src/model/action.ts";

describe("the limit of a container's memory", () => {
  it.each([
    ["none", {}, undefined],
    ["none, as engines say it", { Memory: 0 }, undefined],
    ["one that was taken away", { Memory: JSON.parse(JSON.stringify(unlimitedMemoryBytes)) }, undefined],
    ["one in bytes", { Memory: 167_112_705 }, 167_112_705],
  ])("is %s", (_, told, limit) => expect(memoryLimitOf(told)).toBe(limit));

  it("that is none is what the kernel says where nobody set one", () => {
    expect(BigInt(unlimitedMemoryBytes)).toBe(9_223_372_036_854_771_712n);
    // An engine's numbers have 63 bits.
    expect(BigInt(JSON.stringify(unlimitedMemoryBytes))).toBeLessThan(2n ** 63n);
  });
});

describe("what a container holds", () => {
  it.each([
    ["v1", { total_inactive_file: 30, total_active_file: 12, inactive_file: 1, active_file: 1 }],
    ["v2", { inactive_file: 30, active_file: 12 }],
  ])("is read with control groups %s", (_, stats) => {
    expect(readMemory("x", { memory_stats: { usage: 100, stats } })).toEqual({ usedBytes: 100, reclaimableBytes: 42 });
  });

  it.each([
    ["no statistics", {}],
    ["no word of memory", { memory_stats: {} }],
    ["half a word", { memory_stats: { usage: 100, stats: { inactive_file: 1 } } }],
  ])("is not made up where there is %s", (_, statistics) => {
    expect(() => readMemory("kc-x-worker", statistics)).toThrow(/does not tell how much memory kc-x-worker holds/);
  });
});
