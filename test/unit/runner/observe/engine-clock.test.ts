import { expect, it } from "vitest";
import { PlatformError } from "../../../../src/model/errors.ts";
import type { Untimed } from "../../../../src/model/event.ts";
import { EngineClock } from "../../../../src/runner/observe/engine-clock.ts";

const begin = Date.parse("2026-11-23T11:00:00Z");
const nobodyKnows = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** A run on an engine whose clock is so far off at each look; `undefined` where it does not tell. */
function clockOf(...offs: readonly (number | undefined)[]) {
  const events: Untimed[] = [];
  let [now, index] = [0, 0];
  const engine = {
    readClock: async (here: () => number) => {
      const offMs = offs[index++];
      if (offMs === undefined) throw new PlatformError("look-failed", "the engine does not tell what time it is there");
      const askedMs = here();
      now += 10;
      return { toldMs: begin + askedMs + 5 + offMs, askedMs, answeredMs: here() };
    },
  };
  const run = { engine, clock: { now: () => now }, emit: (event: Untimed) => void events.push(event) };
  const pass = (ms: number) => {
    now += ms;
  };
  return { clock: new EngineClock(run), events, pass };
}

it("a moment of the run is dated as that machine dates it, hours off", async () => {
  const { clock, events, pass } = clockOf(-7_200_000, -7_200_000);
  await clock.look();
  pass(60_000);
  await clock.look();
  const [from, to] = clock.dated([30_000, 30_000]);
  expect(from).toBeLessThanOrEqual(begin + 30_000 - 7_200_000);
  expect(to).toBeGreaterThanOrEqual(begin + 30_000 - 7_200_000);
  expect(to - from).toBeLessThan(50);
  expect(events[0]).toEqual({ type: "engine-clock", askedAt: 0, told: "2026-11-23T09:00:00.005Z" });
});

it("by no date where nobody looked, where it was set, and where it was not told once", async () => {
  const untold = clockOf();
  expect(untold.clock.dated([0, 0])).toEqual(nobodyKnows);
  const set = clockOf(0, 3_600_000);
  await set.clock.look();
  await set.clock.look();
  expect(set.clock.dated([0, 0])).toEqual(nobodyKnows);
  const silent = clockOf(0, undefined);
  await silent.clock.look();
  await silent.clock.look();
  expect(silent.clock.dated([0, 0])).toEqual(nobodyKnows);
  expect(silent.events.at(-1)).toEqual({
    type: "note",
    text: "what time it is on the engine's machine is not known: the engine does not tell what time it is there",
  });
});
