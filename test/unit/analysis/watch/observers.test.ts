import { expect, test } from "vitest";
import { isObserved } from "../../../../src/analysis/watch/observers.ts";
import type { Timeline } from "../../../../src/model/timeline.ts";
import type { WatchArrival } from "../../../../src/model/watch.ts";

const streams = (...lanes: readonly (readonly WatchArrival[])[]) =>
  ({ watches: lanes.map((arrivals) => ({ lane: { operation: "watch-pods" }, arrivals })) }) as unknown as Timeline;
const opened: WatchArrival = { at: 100, kind: "opened", revision: 5 };
const closed = (at: number, reason: string): WatchArrival => ({ at, kind: "closed", reason });

test("silence counts only where a stream stood to the end", () => {
  expect(isObserved(streams([opened, closed(900, "stopped")]), "watch-pods")).toBe(true);
  expect(isObserved(streams([opened, closed(300, "reset"), { ...opened, at: 400 }]), "watch-pods")).toBe(true);
  expect(isObserved(streams([opened, closed(300, "reset")]), "watch-pods")).toBe(false);
  expect(isObserved(streams([opened, closed(300, "reset")], [opened, closed(900, "stopped")]), "watch-pods")).toBe(
    true,
  );
  expect(isObserved(streams([]), "watch-pods")).toBe(false);
  expect(isObserved(streams([opened]), "watch-nodes")).toBe(false);
});
