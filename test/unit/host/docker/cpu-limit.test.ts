import { describe, expect, it } from "vitest";
import { cpuLimitOf, readThrottling } from "../../../../src/host/docker/cpu-limit.ts";

describe("the limit of a container's CPU time", () => {
  it.each([
    ["none", {}, undefined],
    ["none, as engines say it", { CpuPeriod: 0, CpuQuota: 0, NanoCpus: 0 }, undefined],
    ["one that was taken away", { CpuPeriod: 100_000, CpuQuota: -1 }, undefined],
    ["one with a period", { CpuPeriod: 999_000, CpuQuota: 49_950 }, { periodUs: 999_000, quotaUs: 49_950 }],
    ["one in the usual period", { CpuPeriod: 0, CpuQuota: 50_000 }, { periodUs: 100_000, quotaUs: 50_000 }],
    ["one in CPUs", { NanoCpus: 1_500_000_000 }, { periodUs: 100_000, quotaUs: 150_000 }],
  ])("is %s", (_, told, limit) => expect(cpuLimitOf(told)).toEqual(limit));
});

describe("how often a container waited", () => {
  it("is read in milliseconds", () => {
    const throttling_data = { periods: 12, throttled_periods: 11, throttled_time: 10_500_000_000 };
    expect(readThrottling("kc-x-worker", { cpu_stats: { throttling_data } })).toEqual({
      periods: 12,
      throttledPeriods: 11,
      throttledMs: 10_500,
    });
  });

  it.each([
    ["no statistics", {}],
    ["no word of waiting", { cpu_stats: {} }],
    ["half a word", { cpu_stats: { throttling_data: { periods: 1, throttled_periods: 1 } } }],
  ])("is not made up where there is %s", (_, statistics) => {
    expect(() => readThrottling("kc-x-worker", statistics)).toThrow(/does not tell how often kc-x-worker waits/);
  });
});
