import { readFileSync } from "node:fs";
import { type MachineShares, type Resource, resources } from "../model/machine.ts";
import { cpuMeter } from "./cpu-meter.ts";
import { cpuWaitMeter } from "./cpu-wait.ts";
import {
  type MachineCounters,
  parsePressure,
  parseStat,
  pressureBetween,
  stolenShare,
  usedShare,
} from "./machine-counters.ts";

/** Returns what a machine was like since the last call: CPU in use, waits for it, what the host took, pressure. */
export type MachineMeter = () => MachineShares;

/** Measures this machine. */
export function machineMeter(): MachineMeter {
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

/**
 * Measures a machine elsewhere, by what is told of it, where that is something new. Waits for a CPU are this process's
 * own all the same, and so is what a host took, where it took more from this machine: attempts begin and end here.
 */
export function farMeter(counters: () => MachineCounters | undefined): MachineMeter {
  const here = machineMeter();
  let last = counters();
  return () => {
    const now = counters();
    const { cpuWaitShare, stolenShare: stolenHere = 0 } = here();
    const before = last;
    last = now ?? last;
    if (before === undefined || now === undefined || now.at <= before.at) return { cpuWaitShare };
    const stolen = stolenShare(before, now);
    return {
      machineCpuShare: thousandth(usedShare(before, now)),
      cpuWaitShare,
      stolenShare: stolen === undefined ? undefined : thousandth(Math.max(stolen, stolenHere)),
      pressure: roundedPressure(pressureBetween(before, now)),
    };
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
