import { expect, it, vi } from "vitest";
import { Sleeper } from "../../../../src/probes/watch/sleeper.ts";

it("sleeps its time, or until all are woken", async () => {
  vi.useFakeTimers();
  const sleeper = new Sleeper();
  const over: string[] = [];
  const sleeps = [
    sleeper.sleep(10).then(() => over.push("short")),
    sleeper.sleep(1_000).then(() => over.push("long")),
    sleeper.sleep(2_000).then(() => over.push("longer")),
  ];
  await vi.advanceTimersByTimeAsync(20);
  expect(over).toEqual(["short"]);
  sleeper.wake();
  await Promise.all(sleeps);
  expect(over).toEqual(["short", "long", "longer"]);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
