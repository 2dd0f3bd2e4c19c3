import { type MachineShares, type Resource, resources } from "../../../model/machine.ts";
import { wholePercent } from "../../statistics/format.ts";
import type { Span } from "../../timeline/span.ts";
import {
  inUseLimit,
  lateLoopMs,
  loopDelayMs,
  pressureLimits,
  saturatedLimit,
  stolenLimit,
  stolenThroughout,
  waitedLimit,
} from "./limits.ts";
import { worstMean } from "./worst-window.ts";

/** What a machine was like from one moment to another, with the delays of the probes' own event loop there. */
export interface MachineReading extends Span, MachineShares {
  readonly loopDelayP99Ms?: number | undefined;
}

/** Why a machine with these readings, in the order of time, could not carry what was measured; none where it could. */
export function whyUnfit(readings: readonly MachineReading[]): string[] {
  return [
    whyStolen(readings),
    whySaturated(readings),
    ...resources.map((resource) => whyPressed(readings, resource)),
    whyLate(readings),
  ].flatMap((reason) => reason ?? []);
}

/** Whether it was at the limit of its CPU. */
export function isSaturated({ machineCpuShare = 0, cpuWaitShare = 0 }: MachineShares): boolean {
  return machineCpuShare >= inUseLimit || cpuWaitShare >= waitedLimit;
}

function whyStolen(readings: readonly MachineReading[]): string | undefined {
  const share = ({ stolenShare }: MachineReading) => stolenShare;
  const all = worstMean(readings, Number.POSITIVE_INFINITY, share);
  const most = worstMean(readings, stolenLimit.ms, share);
  if (all < stolenThroughout && most < stolenLimit.share) return undefined;
  return `the host took ${wholePercent(all)} of this machine's CPU, ${wholePercent(most)} in the worst ${seconds(stolenLimit.ms)}`;
}

function whySaturated(readings: readonly MachineReading[]): string | undefined {
  const told = readings.filter(({ machineCpuShare }) => machineCpuShare !== undefined);
  const share = worstMean(told, saturatedLimit.ms, (reading) => (isSaturated(reading) ? 1 : 0));
  if (share < saturatedLimit.share) return undefined;
  const words = `in use for ${wholePercent(inUseLimit)} or waited for ${wholePercent(waitedLimit)}`;
  return `this machine's CPU was saturated (${words}) in ${wholePercent(share)} of the worst ${seconds(saturatedLimit.ms)}`;
}

function whyPressed(readings: readonly MachineReading[], resource: Resource): string | undefined {
  const limit = pressureLimits[resource];
  const share = worstMean(readings, limit.ms, ({ pressure }) => pressure?.[resource]?.some);
  if (share < limit.share) return undefined;
  return `tasks waited for ${resource} ${wholePercent(share)} of the worst ${seconds(limit.ms)}`;
}

function whyLate(readings: readonly MachineReading[]): string | undefined {
  const delay = worstMean(readings, lateLoopMs, ({ loopDelayP99Ms }) => loopDelayP99Ms);
  if (delay <= loopDelayMs) return undefined;
  return `the probes' event loop was late by ${delay.toFixed(0)} ms in the worst ${seconds(lateLoopMs)}`;
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
