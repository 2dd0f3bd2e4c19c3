import { expect, it } from "vitest";
import type { MachineCounters } from "../../../src/host/machine-counters.ts";
import { farMeter } from "../../../src/host/machine-meter.ts";

/** Counters of a machine on which by then so many of a hundred ticks a second were in use, stolen, and waited for. */
const at = (ms: number, inUse: number, stolen: number, waitedMs: number): MachineCounters => ({
  at: ms,
  ticks: { all: ms / 10, stolen },
  use: { all: ms / 10 - stolen, idle: ms / 10 - stolen - inUse },
  waitedUs: { cpu: { some: waitedMs * 1_000, full: 0 } },
});

it("a machine elsewhere is measured by what is told of it", () => {
  let told: MachineCounters | undefined = at(1_000, 10, 0, 0);
  const meter = farMeter(() => told);
  told = at(2_000, 50, 20, 300);
  expect(meter()).toMatchObject({ machineCpuShare: 0.5, pressure: { cpu: { some: 0.3, full: 0 } } });
  told = at(4_000, 110, 120, 300);
  expect(meter()).toMatchObject({ machineCpuShare: 0.6, stolenShare: 0.5, pressure: { cpu: { some: 0, full: 0 } } });
});

it("and tells nothing where nothing new was told, instead of a calm that nobody has seen", () => {
  let told: MachineCounters | undefined = at(1_000, 10, 0, 0);
  const meter = farMeter(() => told);
  const isUntold = { machineCpuShare: undefined, stolenShare: undefined, pressure: undefined };
  expect({ ...isUntold, ...meter() }).toMatchObject(isUntold);
  told = undefined;
  expect({ ...isUntold, ...meter() }).toMatchObject(isUntold);
  // What is told later is of the whole time since.
  told = at(3_000, 110, 0, 0);
  expect(meter()).toMatchObject({ machineCpuShare: 0.5 });
  // A machine that was started anew counts from nothing.
  told = at(500, 1, 0, 0);
  expect({ ...isUntold, ...meter() }).toMatchObject(isUntold);
});
