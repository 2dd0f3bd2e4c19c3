import { expect, test } from "vitest";
import { silentInstrument } from "../../../../src/analysis/coverage/instrument.ts";
import type { EventOf } from "../../../../src/model/event.ts";

const reading = (at: number, loopDelayMaxMs: number): EventOf<"prober-health"> => ({
  type: "prober-health",
  at,
  loopDelayP99Ms: 0.4,
  loopDelayMaxMs,
  cpuShare: 0.09,
  lateStarts: 0,
  dropped: 0,
  memoryMb: 92,
  selfProbeFailures: 0,
});

const times = (...readings: readonly EventOf<"prober-health">[]) =>
  silentInstrument(readings, { from: 0, to: 10_000 }).map(({ from, to, reason }) => [from, to, reason]);

test("a word a second leaves no hole", () => {
  expect(times(...Array.from({ length: 10 }, (_, index) => reading(index * 1_000 + 900, index % 2)))).toEqual([]);
});

test("silence is one at the beginning, between two words and at the end", () => {
  expect(times(reading(3_500, 1), reading(6_900, 2))).toEqual([
    [0, 3_500, "the prober told nothing of itself for 3.5 s"],
    [3_500, 6_900, "the prober told nothing of itself for 3.4 s"],
    [6_900, 10_000, "the prober told nothing of itself for 3.1 s"],
  ]);
  expect(times()).toHaveLength(1);
});

test("who says the same again and again says nothing", () => {
  const stuck = Array.from({ length: 6 }, (_, index) => reading(2_000 + index * 1_000, 1));
  expect(times(reading(1_000, 2), ...stuck, reading(8_000, 3), reading(9_000, 4))).toEqual([
    [2_000, 8_000, "the prober's readings did not change for 6 s"],
  ]);
});

test("one word that is lost leaves a hole", () => {
  const words = Array.from({ length: 10 }, (_, index) => reading(index * 1_000 + 990, index));
  expect(times(...words.toSpliced(4, 1))).toEqual([[3_990, 5_990, "the prober told nothing of itself for 2 s"]]);
});
