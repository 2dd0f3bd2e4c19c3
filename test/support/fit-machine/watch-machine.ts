import { readFileSync } from "node:fs";
import { cpuMeter } from "../../../src/host/cpu-meter.ts";
import { cpuWaitMeter } from "../../../src/host/cpu-wait.ts";
import { between, type Counters, type MachineSecond, parsePressure, parseStat, resources } from "./machine-second.ts";

/** A second is short enough to find the worst five of them, and costs nothing. */
const everyMs = 1_000;

/** Looks at the machine once a second; returns a function that ends it and gives what was seen. */
export function watchMachine(): () => readonly MachineSecond[] {
  const seconds: MachineSecond[] = [];
  const inUse = cpuMeter();
  const cpuWaitShare = cpuWaitMeter();
  let last = countersNow();
  const look = () => {
    const now = countersNow();
    if (now.at <= last.at) return;
    seconds.push(between(last, now, { inUse: inUse(), cpuWaitShare: cpuWaitShare() }));
    last = now;
  };
  const timer = setInterval(look, everyMs);
  return () => {
    clearInterval(timer);
    look();
    return seconds;
  };
}

function countersNow(): Counters {
  const waits = resources.flatMap((resource) => {
    const waited = parsePressure(textOf(`/proc/pressure/${resource}`));
    return waited === undefined ? [] : [[resource, waited] as const];
  });
  return {
    at: performance.timeOrigin + performance.now(),
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
