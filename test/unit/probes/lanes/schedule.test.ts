import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveSeed } from "../../../../src/model/random.ts";
import { outstandingCap, startTimes } from "../../../../src/probes/lanes/schedule.ts";

const schedules = fc.record({
  periodMs: fc.integer({ min: 10, max: 5_000 }),
  originMs: fc.integer({ min: 0, max: 1e7 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe("startTimes", () => {
  it("starts exactly one attempt in each period, and never two within a tenth of it", () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const next = startTimes(schedule);
        const times = Array.from({ length: 200 }, next);
        for (const [k, time] of times.entries()) {
          const phase = (time - schedule.originMs) / schedule.periodMs - k;
          expect(phase).toBeGreaterThanOrEqual(-1e-9);
          expect(phase).toBeLessThan(1 + 1e-9);
          if (k > 0) expect(time - (times[k - 1] ?? 0)).toBeGreaterThan(schedule.periodMs * 0.1 - 1e-6);
        }
      }),
    );
  });

  it("gives the same times for the same seed and others for another", () => {
    const times = (seed: number) => Array.from({ length: 20 }, startTimes({ periodMs: 100, originMs: 0, seed }));
    expect(times(1)).toEqual(times(1));
    expect(times(1)).not.toEqual(times(2));
  });

  it("spreads the phases evenly", () => {
    const next = startTimes({ periodMs: 100, originMs: 0, seed: 42 });
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let k = 0; k < 10_000; k++) {
      const tenth = Math.min(9, Math.floor((next() - k * 100) / 10));
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(count).toBeGreaterThan(800);
  });

  it("lets every one of three lanes be the first, second and third of a period equally often", () => {
    const lanes = [0, 1, 2].map((n) => startTimes({ periodMs: 100, originMs: 0, seed: deriveSeed(5, String(n)) }));
    const periods = 3_000;
    const ranks = [0, 1, 2].map(() => [0, 0, 0]);
    for (let k = 0; k < periods; k++) {
      const order = lanes.map((next, lane) => ({ lane, at: next() })).toSorted((a, b) => a.at - b.at);
      for (const [rank, { lane }] of order.entries()) {
        const own = ranks[lane];
        if (own !== undefined) own[rank] = (own[rank] ?? 0) + 1;
      }
    }
    for (const count of ranks.flat()) expect(Math.abs(count / periods - 1 / 3)).toBeLessThan(0.04);
  });
});

describe("outstandingCap", () => {
  it("leaves room for every attempt that hangs until its deadline, and half as much again", () => {
    expect(outstandingCap(10_000, 100)).toBe(151);
    expect(outstandingCap(3_000, 1_000)).toBe(6);
  });
});
