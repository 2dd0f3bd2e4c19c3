import { readFileSync } from "node:fs";
import { type MachineShares, type Resource, resources } from "../model/machine.ts";
import { cpuMeter } from "./cpu-meter.ts";
import { cpuWaitMeter } from "./cpu-wait.ts";
import { type MachineCounters, parsePressure, parseStat, pressureBetween, stolenShare } from "./machine-counters.ts";

/** Returns what this machine was like since the last call: CPU in use, waits for it, what the host took, pressure. */
export function machineMeter(): () => MachineShares {
  const inUse = cpuMeter();
  const waited = cpuWaitMeter();
  let last = countersNow();
  return () => {
    const now = countersNow();
    const shares = {
      machineCpuShare: thousandth(inUse()),
      cpuWaitShare: thousandth(waited()),
      stolenShare: thousandth(stolenShare(last, now)),
      pressure: roundedPressure(pressureBetween(last, now)),
    };
    last = now;
    return shares;
  };
}

function countersNow(): MachineCounters {
  const waits = resources.flatMap((resource) => {
    const waited = parsePressure(textOf(`/proc/pressure/${resource}`));
    return waited === undefined ? [] : [[resource, waited] as const];
  });
  return {
    at: performance.now(),
    ticks: parseStat(textOf("/proc/stat")),
    waitedUs: Object.fromEntries(waits),
  };
}

/** Empty where there is no such file: another system than Linux, or a kernel that does not count this. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function roundedPressure(pressure: ReturnType<typeof pressureBetween>): MachineShares["pressure"] {
  if (pressure === undefined) return undefined;
  const rounded = Object.entries(pressure).map(([resource, { some, full }]) => [
    resource,
    { some: thousandth(some), full: thousandth(full) },
  ]);
  return Object.fromEntries(rounded) as Readonly<Partial<Record<Resource, { some: number; full: number }>>>;
}

function thousandth<Share extends number | undefined>(share: Share): Share {
  return (share === undefined ? undefined : Math.round(share * 1_000) / 1_000) as Share;
}
