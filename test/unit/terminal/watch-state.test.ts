import { expect, it } from "vitest";
import type { WatchLane } from "../../../src/model/lane.ts";
import type { WatchRow } from "../../../src/model/watch.ts";
import { WatchStates } from "../../../src/terminal/watch-state.ts";

const states = new WatchStates();
states.setLanes([{ index: 4, id: "watch/api/http2" } as WatchLane]);
const after = (arrivals: WatchRow[], at: number) => {
  states.add({ lane: 4, arrivals });
  return states.now(at).map(({ lane, state, text }) => `${lane} ${state}: ${text}`);
};

it("tells of a lane that listens whether it hears something, is silent, or has no stream", () => {
  expect(after([], 10)).toEqual(["watch/api/http2 quiet: waiting for its stream"]);
  expect(after([[20, "c", "refused", 1]], 1_020)).toEqual(["watch/api/http2 out: no stream for 1.00 s (refused)"]);
  expect(after([[1_100, "o", 7, 2, 0]], 1_400)).toEqual(["watch/api/http2 degraded: silent for 300 ms"]);
  const events = Array.from({ length: 40 }, (_, n): WatchRow => [1_500 + n * 50, "e", 8 + n]);
  expect(after(events, 3_490)).toEqual(["watch/api/http2 ok: 20 events/s"]);
  expect(after([], 9_450)).toEqual(["watch/api/http2 degraded: silent for 6.00 s"]);
});
