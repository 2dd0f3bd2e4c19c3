import type { MachineStretch } from "../../../model/machine-report.ts";
import { probedTime } from "../../coverage/probed-time.ts";
import type { Facts } from "../../facts/facts.ts";
import { counted } from "../../statistics/format.ts";
import { tenth } from "../../statistics/statistics.ts";
import type { Span } from "../../timeline/span.ts";
import type { Stretch } from "../../timeline/stretches.ts";
import { judgedTime, type Reading, readingsIn, readingsOf } from "./judged-time.ts";
import { coveredShare } from "./limits.ts";
import { whyUnfit } from "./why-unfit.ts";
import { worstMean } from "./worst-window.ts";

/** Says of stretches whether this machine, and the probes on it, could carry them. */
export interface Carrying {
  /**
   * Why times in this stretch are not held against the cluster, the machine's reasons first; none where they are.
   * `looked` is the part of it that counts where that is not all: after a healing a cluster makes a load of its own.
   */
  whyNot(stretch: Stretch, looked?: Span): readonly string[];
  /** What the machine was like in a stretch, as reports show it. */
  describe(stretch: Stretch): MachineStretch;
}

/** Reads a run's figures once; each stretch is judged when it is first asked for. */
export function carryingOf(facts: Facts): Carrying {
  const readings = readingsOf(facts);
  const known = new Map<string, readonly string[]>();
  const whyNot = (stretch: Stretch, looked?: Span) => {
    const key = `${stretch.name} ${looked?.from} ${looked?.to}`;
    const found = known.get(key) ?? reasonsIn(readingsIn(readings, looked ?? judgedTime(facts, stretch)));
    known.set(key, found);
    return found;
  };
  return {
    whyNot,
    describe: (stretch) => {
      const own = readingsIn(readings, stretch);
      const covered = isCovered(own, stretch, probedTime(facts));
      const reasons = whyNot(stretch);
      const carried = reasons.length > 0 ? "no" : covered ? "yes" : "not measured";
      return {
        name: stretch.name,
        from: tenth(stretch.from),
        to: tenth(Math.min(stretch.to, facts.endedAt)),
        carried,
        reasons: [...reasons],
        stolenShare: meanOf(own, (reading) => reading.stolenShare),
        machineCpuShare: meanOf(own, (reading) => reading.machineCpuShare),
        cpuWaitShare: meanOf(own, (reading) => reading.cpuWaitShare),
        pressure: {
          cpu: meanOf(own, (reading) => reading.pressure?.cpu?.some),
          io: meanOf(own, (reading) => reading.pressure?.io?.some),
          memory: meanOf(own, (reading) => reading.pressure?.memory?.some),
        },
      };
    },
  };
}

function reasonsIn(readings: readonly Reading[]): string[] {
  const sum = (pick: (reading: Reading) => number) => readings.reduce((total, reading) => total + pick(reading), 0);
  const failures = sum((reading) => reading.selfProbeFailures);
  const dropped = sum((reading) => reading.dropped);
  return [
    ...whyUnfit(readings),
    ...(failures > 0 ? [`the prober's self-probe failed ${counted(failures, "time")}`] : []),
    ...(dropped > 0 ? [`${counted(dropped, "attempt")} were not made because too many were open`] : []),
  ];
}

/** Whether readings that tell of the machine cover what was probed of a stretch. */
function isCovered(readings: readonly Reading[], stretch: Span, probed: Span): boolean {
  const [from, to] = [Math.max(stretch.from, probed.from), Math.min(stretch.to, probed.to)];
  const told = readings.filter(({ machineCpuShare }) => machineCpuShare !== undefined);
  const covered = told.reduce((ms, one) => ms + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0);
  return to > from && covered >= (to - from) * coveredShare;
}

function meanOf(readings: readonly Reading[], pick: (reading: Reading) => number | undefined): number | null {
  if (readings.every((reading) => pick(reading) === undefined)) return null;
  return Math.round(1_000 * worstMean(readings, Number.POSITIVE_INFINITY, pick)) / 1_000;
}
