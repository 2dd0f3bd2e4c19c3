import { unlimitedQuotaUs, usualCpuPeriodUs } from "../../model/action.ts";
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

/** The call of a container that changes its limits. */
interface Updated {
  update(limits: { readonly CpuPeriod: number; readonly CpuQuota: number }): Promise<unknown>;
}

/**
 * Limits a container's CPU time; throws the engine's own error where that is refused, and then puts the period back: the
 * kernel has it by then (runc writes cpu.cfs_period_us before the quota that is refused), and the engine forgets it.
 */
export async function limitCpu(container: Updated, { periodUs, quotaUs }: CpuLimit): Promise<void> {
  try {
    await container.update({ CpuPeriod: periodUs, CpuQuota: quotaUs });
  } catch (error) {
    // What was wrong first is what counts.
    await unlimitCpu(container).catch(() => undefined);
    throw error;
  }
}

/** Lets a container have all CPU time. Both: a period that was changed stays, and the next limit would be one of it. */
export async function unlimitCpu(container: Updated): Promise<void> {
  await container.update({ CpuPeriod: usualCpuPeriodUs, CpuQuota: unlimitedQuotaUs });
}

/** The part of an engine's statistics of a container that counts its CPU time; engines on other systems lack it. */
interface Statistics {
  readonly cpu_stats?: {
    readonly throttling_data?: {
      readonly throttled_periods?: number;
      /** Nanoseconds. */
      readonly throttled_time?: number;
    };
  };
}

/** How often a container had to wait, from an engine's statistics; throws PlatformError where they do not say it. */
export function readThrottling(node: string, { cpu_stats }: Statistics): Throttling {
  const { throttled_periods, throttled_time } = cpu_stats?.throttling_data ?? {};
  if (throttled_periods === undefined || throttled_time === undefined)
    throw new PlatformError("look-failed", `the engine does not tell how often ${node} waits for CPU time`);
  return { throttledPeriods: throttled_periods, throttledMs: throttled_time / 1e6 };
}

/** What came to it between two looks. */
export function throttledSince(before: Throttling, after: Throttling): Throttling {
  return {
    throttledPeriods: after.throttledPeriods - before.throttledPeriods,
    throttledMs: after.throttledMs - before.throttledMs,
  };
}
