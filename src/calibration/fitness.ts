import { type MachineReading, whyUnfit } from "../analysis/verdict/machine/why-unfit.ts";
import type { CalibrationResult } from "./calibration-result.ts";

/** A prober that starts one attempt of a hundred later than this is late, milliseconds: the limit of runs, too. */
const lateP99Ms = 20;

/** What a calibration saw of the machine and of the processes that it consists of. */
export interface Measured {
  /** Of each time of probing, readings in the order of time. */
  readonly probing: readonly (readonly MachineReading[])[];
  /** The event loop of the scripted servers, in the order of time. */
  readonly serving: readonly MachineReading[];
  readonly selfProbeFailures: number;
  readonly lateP99Ms: number;
}

/** Why this machine cannot be calibrated on, each reason in words with its figures; none where it can. */
export function whyNotFit({ probing, serving, selfProbeFailures, lateP99Ms: late }: Measured): string[] {
  return [
    ...new Set(probing.flatMap((readings) => whyUnfit(readings))),
    ...whyUnfit(serving).map((reason) => reason.replace("the probes'", "the scripted servers'")),
    ...(late > lateP99Ms ? [`attempts started late, ${late.toFixed(0)} ms at the 99th percentile`] : []),
    ...(selfProbeFailures > 0 ? [`the self-probe failed ${selfProbeFailures} times`] : []),
  ];
}

/**
 * What a calibration shows: `pass` where every truth lay within its bounds and no outage was false, on whatever machine;
 * else `fail`, but `inconclusive` where the machine was not fit for it: a server or a prober that is kept off the CPU is
 * out beside what the script says.
 */
export function outcomeOf({
  wrong,
  calm,
  unfit,
}: Pick<CalibrationResult, "wrong" | "calm" | "unfit">): "pass" | "inconclusive" | "fail" {
  if (wrong.length === 0 && calm.falseOutages === 0) return "pass";
  return unfit.length > 0 ? "inconclusive" : "fail";
}
