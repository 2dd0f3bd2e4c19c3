import type { MachineReading } from "../../../src/analysis/verdict/machine/why-unfit.ts";
import { machineMeter } from "../../../src/host/machine-meter.ts";

/** A second is short enough to find the worst five of them, and costs nothing. */
const everyMs = 1_000;

/** Looks at the machine once a second; returns a function that ends it and gives what was seen. */
export function watchMachine(): () => readonly MachineReading[] {
  const readings: MachineReading[] = [];
  const machine = machineMeter();
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    if (now <= last) return;
    readings.push({ from: last, to: now, ...machine() });
    last = now;
  };
  const timer = setInterval(look, everyMs);
  return () => {
    clearInterval(timer);
    look();
    return readings;
  };
}
