import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Lane } from "../../../../src/model/lane.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import type { LanePath } from "../../../../src/probes/lanes/lane-path.ts";
import { runLane } from "../../../../src/probes/lanes/lane-runner.ts";
import { writeLane } from "../../../support/lane-track.ts";

const lane: Lane = { ...writeLane, seed: 7 };

/** A lane whose attempts take 5 ms, on a clock that this process can be kept from looking at. */
function running(overrides: Partial<Lane> = {}) {
  let stalledMs = 0;
  const now = () => Date.now() + stalledMs;
  const samples: Sample[] = [];
  const path: LanePath = {
    lane: { ...lane, ...overrides },
    onlyReads: false,
    now,
    attempt: async (number, scheduled) => {
      const started = now();
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { lane: 0, number, scheduled, started, ended: now(), outcome: "ok", connection: 0 };
    },
    close: () => {},
  };
  const counts = { lateStarts: 0, dropped: 0 };
  const runner = runLane(path, 0, counts, (sample) => samples.push(sample));
  const stall = (ms: number) => {
    stalledMs += ms;
  };
  const stop = async () => {
    const ended = runner.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    await ended;
    return samples.toSorted((a, b) => a.started - b.started);
  };
  return { counts, stall, stop };
}

const numbers = (samples: readonly Sample[]) => samples.map(({ number }) => number);
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

test("attempts are numbered as they were due, and none is missing", async () => {
  const { stop, counts } = running();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(numbers(await stop())).toEqual(upTo(20));
  expect(counts).toEqual({ lateStarts: 0, dropped: 0 });
});

test("starts that were missed by half a second are made up for, in order and not as a burst", async () => {
  const { stop, stall, counts } = running();
  await vi.advanceTimersByTimeAsync(1_000);
  stall(450);
  await vi.advanceTimersByTimeAsync(550);
  const samples = await stop();
  expect(numbers(samples)).toEqual(upTo(20));
  expect(counts.lateStarts).toBeGreaterThanOrEqual(3);
  const apart = samples.slice(1).map(({ started }, index) => started - (samples[index]?.started ?? 0));
  expect(Math.min(...apart)).toBeGreaterThanOrEqual(10);
  for (const { started, scheduled } of samples) expect(started).toBeGreaterThanOrEqual(scheduled);
});

test("starts that were missed by more are missing, those after them keep their numbers", async () => {
  const { stop, stall } = running();
  await vi.advanceTimersByTimeAsync(1_000);
  stall(3_000);
  await vi.advanceTimersByTimeAsync(1_000);
  const samples = await stop();
  const missing = upTo(50).filter((number) => !numbers(samples).includes(number));
  expect(missing.length).toBeGreaterThanOrEqual(24);
  expect(missing).toEqual(upTo(missing.length).map((index) => (missing[0] ?? 0) + index));
  for (const { number = 0, scheduled } of samples) expect(Math.floor(scheduled / 100)).toBe(number);
});

test("what was due when the lane was stopped is still made", async () => {
  const { stop, stall } = running();
  await vi.advanceTimersByTimeAsync(1_000);
  stall(400);
  expect(numbers(await stop())).toEqual(upTo(14));
});

test("attempts beyond the cap are missing, and counted", async () => {
  const { stop, counts } = running({ deadlineMs: 3 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(counts.dropped).toBe(0);
  await stop();
  const hanging = running({ deadlineMs: 1, periodMs: 1 });
  await vi.advanceTimersByTimeAsync(100);
  expect(hanging.counts.dropped).toBeGreaterThan(0);
  expect((await hanging.stop()).length).toBeLessThan(100);
});
