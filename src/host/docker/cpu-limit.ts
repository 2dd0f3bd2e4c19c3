import { usualCpuPeriodUs } from "../../model/action.ts";
import { PlatformError } from "../../model/errors.ts";
import type { CpuLimit, Throttling } from "../../model/node-runtime.ts";

/** What the engine was told of a container's CPU time: period and quota, or in billionths of a CPU. */
interface Told {
  readonly CpuPeriod?: number | undefined;
  readonly CpuQuota?: number | undefined;
  readonly NanoCpus?: number | undefined;
}

/** The limit of a container's CPU time, whichever way the engine was told it; undefined where there is none. */
export function cpuLimitOf({ CpuPeriod = 0, CpuQuota = 0, NanoCpus = 0 }: Told): CpuLimit | undefined {
  if (NanoCpus > 0) return { periodUs: usualCpuPeriodUs, quotaUs: (NanoCpus / 1e9) * usualCpuPeriodUs };
  if (CpuQuota > 0) return { periodUs: CpuPeriod > 0 ? CpuPeriod : usualCpuPeriodUs, quotaUs: CpuQuota };
  return undefined;
}

/** The part of an engine's statistics of a container that counts its CPU time; engines on other systems lack it. */
interface Statistics {
  readonly cpu_stats?: {
    readonly throttling_data?: {
      readonly periods?: number;
      readonly throttled_periods?: number;
      /** Nanoseconds. */
      readonly throttled_time?: number;
    };
  };
}

/** How often a container had to wait, from an engine's statistics; throws PlatformError where they do not say it. */
export function readThrottling(node: string, { cpu_stats }: Statistics): Throttling {
  const { periods, throttled_periods, throttled_time } = cpu_stats?.throttling_data ?? {};
  if (periods === undefined || throttled_periods === undefined || throttled_time === undefined)
    throw new PlatformError("look-failed", `the engine does not tell how often ${node} waits for CPU time`);
  return { periods, throttledPeriods: throttled_periods, throttledMs: throttled_time / 1e6 };
}
