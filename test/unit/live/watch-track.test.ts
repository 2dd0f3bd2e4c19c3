import { expect, it } from "vitest";
import { WatchTrack } from "../../../src/live/watch-track.ts";
import type { WatchLane } from "../../../src/model/lane.ts";
import type { WatchRow } from "../../../src/model/watch.ts";

const track = new WatchTrack({ index: 4, id: "watch/api/http2" } as WatchLane);
const seenOf = (arrivals: WatchRow[], at: number) => {
  track.add(arrivals);
  const { lane, state, text } = track.now(at);
  return `${lane} ${state}: ${text}`;
};

it("tells of a lane that listens whether it hears something, is silent, or has no stream", () => {
  expect(seenOf([], 10)).toBe("watch/api/http2 quiet: waiting for its stream");
  expect(seenOf([[20, "c", "refused", 1]], 1_020)).toBe("watch/api/http2 out: no stream for 1.0 s (refused)");
  expect(seenOf([[1_030, "c", "refused", 1]], 1_040)).toBe("watch/api/http2 out: no stream for 1.0 s (refused)");
  expect(seenOf([[1_100, "o", 7, 2, 0]], 1_400)).toBe("watch/api/http2 degraded: silent for 0.3 s");
  const events = Array.from({ length: 40 }, (_, n): WatchRow => [1_500 + n * 50, "e", 8 + n]);
  expect(seenOf(events, 3_490)).toBe("watch/api/http2 ok: 20 events/s");
  expect(seenOf([], 9_450)).toBe("watch/api/http2 degraded: silent for 6.0 s");
  expect(track.now(9_450)).toMatchObject({ longestOutMs: 1_080 });
  expect(track.now(9_450).cells.slice(0, 4)).toEqual(["failed", "part", "fast", "fast"]);
  expect(seenOf([[9_500, "c", "stopped", 1]], 9_600)).toBe("watch/api/http2 quiet: stopped");
});
