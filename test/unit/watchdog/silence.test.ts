import { expect, test } from "vitest";
import { silenceAfter, tickOf } from "../../../src/watchdog/silence.mjs";

/** How long it is silent after ticks that came so far apart. */
function after(elapsed: readonly number[]): number {
  return elapsed.reduce((silentMs, elapsedMs) => silenceAfter(silentMs, elapsedMs, 500), 0);
}

test("ticks that come in time add up to the time in which nothing was heard", () => {
  expect(after(Array.from({ length: 20 }, () => 500))).toBe(10_000);
  expect(after(Array.from({ length: 19 }, () => 512))).toBeCloseTo(9_728);
});

test("a tick that comes late is no proof of silence: who was kept from running may not be alone in it", () => {
  // A machine that slept for an hour, and one that starved everything for eight seconds at a time.
  expect(after([500, 3_600_000])).toBe(1_500);
  expect(after([8_000, 8_000, 8_000])).toBe(3_000);
});

test("it is looked twice a second, and ten times in a shorter limit", () => {
  expect([tickOf(10_000), tickOf(2_000)]).toEqual([500, 200]);
});
