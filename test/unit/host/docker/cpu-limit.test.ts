import { describe, expect, it } from "vitest";
import { cpuLimitOf, limitCpu, readThrottling, throttledSince } from "../../../../src/host/docker/cpu-limit.ts";

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

describe("limiting a container's CPU time", () => {
  const limit = { periodUs: 999_000, quotaUs: 49_950 };
  const back = { CpuPeriod: 100_000, CpuQuota: -1 };

  /** What a container was told, of which the first call fails, or each. */
  async function told(fails: "none" | "first" | "each") {
    const calls: unknown[] = [];
    const update = async (limits: object) => {
      calls.push(limits);
      if (fails === "each" || (fails === "first" && calls.length === 1)) throw new Error(`refused ${calls.length}`);
    };
    const error = await limitCpu({ update }, limit).catch(({ message }: Error) => message);
    return { calls, error };
  }

  it.each([
    ["none", undefined, []],
    ["first", "refused 1", [back]],
    ["each", "refused 1", [back]],
  ] as const)(
    "puts the period back where it is refused (%s), and says what was refused",
    async (fails, error, more) => {
      expect(await told(fails)).toEqual({ calls: [{ CpuPeriod: 999_000, CpuQuota: 49_950 }, ...more], error });
    },
  );
});

describe("how often a container waited", () => {
  it("is read in milliseconds", () => {
    const throttling_data = { throttled_periods: 11, throttled_time: 10_500_000_000 };
    expect(readThrottling("kc-x-worker", { cpu_stats: { throttling_data } })).toEqual({
      throttledPeriods: 11,
      throttledMs: 10_500,
    });
  });

  it("is told of the time between two looks", () => {
    const [before, after] = [3, 5].map((periods) => ({ throttledPeriods: periods, throttledMs: periods * 900 }));
    expect(before && after && throttledSince(before, after)).toEqual({ throttledPeriods: 2, throttledMs: 1_800 });
  });

  it.each([
    ["no statistics", {}],
    ["no word of waiting", { cpu_stats: {} }],
    ["half a word", { cpu_stats: { throttling_data: { throttled_periods: 1 } } }],
  ])("is not made up where there is %s", (_, statistics) => {
    expect(() => readThrottling("kc-x-worker", statistics)).toThrow(/does not tell how often kc-x-worker waits/);
  });
});
