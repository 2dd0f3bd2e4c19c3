import { expect, it } from "vitest";
import { sumFigures } from "../../../../src/probes/process/health-sum.ts";
import type { ProberHealth } from "../../../../src/probes/process/messages.ts";

const figures = (change: Partial<ProberHealth>): ProberHealth => ({
  loopDelayP99Ms: 1,
  loopDelayMaxMs: 2,
  cpuShare: 0.1,
  lateStarts: 0,
  dropped: 0,
  memoryMb: 30,
  selfProbeFailures: 0,
  ...change,
});

it("of several probing processes makes one line a second, in which nothing is lost and nothing counted twice", () => {
  const told: ProberHealth[] = [];
  const sum = sumFigures((line) => told.push(line));
  sum.add(1, figures({ cpuShare: 0.2, lateStarts: 2, loopDelayMaxMs: 9, selfProbeFailures: 1 }));
  expect(told).toEqual([]);
  sum.add(0, figures({ lateStarts: 1, dropped: 3 }));
  expect(told[0]).toMatchObject({ cpuShare: 0.3, lateStarts: 3, dropped: 3, selfProbeFailures: 1, loopDelayMaxMs: 9 });
  expect(told[0]?.memoryMb).toBeGreaterThan(60);
  sum.add(0, figures({ loopDelayMaxMs: 4 }));
  expect(told[1]).toMatchObject({ cpuShare: 0.3, lateStarts: 0, selfProbeFailures: 0, loopDelayMaxMs: 4 });
  sum.flush();
  expect(told.length).toBe(2);
  sum.add(1, figures({ lateStarts: 5 }));
  sum.flush();
  expect(told[2]?.lateStarts).toBe(5);
});
