import { expect, it } from "vitest";
import { tickLabel, ticksOf } from "../../../../src/report/page/ticks.ts";

it("has round moments, few enough to read, whatever the length", () => {
  expect(ticksOf({ from: 77_800, to: 155_200 }).map(tickLabel)).toEqual([
    ...["1:20", "1:30", "1:40", "1:50", "2:00", "2:10", "2:20", "2:30"],
  ]);
  expect(ticksOf({ from: 0, to: 1_000 }).map(tickLabel).at(1)).toBe("0:00.2");
  for (const to of [60, 700, 45_000, 300_000, 1_900_000, 90_000_000]) {
    expect(ticksOf({ from: 0, to }).length).toBeLessThanOrEqual(9);
    expect(ticksOf({ from: 0, to }).length).toBeGreaterThan(2);
  }
  expect(tickLabel(3_660_000)).toBe("1:01:00");
});

it("tells ticks apart that are less than a second from each other", () => {
  expect(ticksOf({ from: 83_410, to: 83_480 }).map(tickLabel).slice(0, 3)).toEqual(["1:23.41", "1:23.42", "1:23.43"]);
  expect(ticksOf({ from: 150_000, to: 152_000 }).map(tickLabel).slice(0, 3)).toEqual(["2:30", "2:30.5", "2:31"]);
  const labels = ticksOf({ from: 3_661_000, to: 3_661_070 }).map(tickLabel);
  expect(labels.slice(0, 2)).toEqual(["1:01:01", "1:01:01.01"]);
  expect(new Set(labels).size).toBe(labels.length);
});
