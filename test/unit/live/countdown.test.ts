import { expect, test } from "vitest";
import { clockText, runningText, secondsText } from "../../../src/live/clock-text.ts";
import { phaseTime, shareOf, stamped } from "../../../src/live/countdown.ts";

test.each([
  [0, "00:00", "0 s", "0.0 s"],
  [59_999, "00:59", "59 s", "59.9 s"],
  [125_000, "02:05", "2 min 5 s", "2 min 5 s"],
  [3_840_000, "1:04:00", "1 h 4 min", "1 h 4 min"],
])("%i ms as a moment, as what is left, as what goes on", (ms, moment, left, running) => {
  expect([clockText(ms), secondsText(ms), runningText(ms)]).toEqual([moment, left, running]);
});

test("the share of a run that is over", () => {
  expect(shareOf({ at: 30_000, leftMs: 90_000 })).toBe(0.25);
  expect(shareOf({ at: 30_000, leftMs: -1 })).toBe(1);
  expect(shareOf({ at: 0, leftMs: 0 })).toBe(0);
  expect(shareOf({ at: 30_000 })).toBeUndefined();
  expect(shareOf({ at: 30_000, ended: "completed" })).toBe(1);
});

test("a phase has the time that it takes, or gets", () => {
  expect(phaseTime({ name: "x", sinceMs: 1_900, atMost: false })).toBe("1 s");
  expect(phaseTime({ name: "x", sinceMs: 1_900, ofMs: 60_000, atMost: true })).toBe("1 s of at most 1 min 0 s");
});

test("a line says when, and of which run where there are several", () => {
  expect(stamped(undefined, 127_000, "steady state holds")).toBe("[02:07] steady state holds");
  expect(stamped("3/12 etcd-majority", 127_000, "x")).toBe("[3/12 etcd-majority 02:07] x");
});
