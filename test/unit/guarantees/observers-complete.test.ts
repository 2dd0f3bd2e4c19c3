import { expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import observersComplete from "../../../src/guarantees/observers-complete.ts";
import type { WatchArrival } from "../../../src/model/watch.ts";
import { pod } from "../../../src/stories/workload-run.ts";
import { closed, listed, observedTimeline, opened, told, withoutArrivals } from "../../support/observed-run.ts";

const story = { lanes: ["write/api/reused"], guarantees: [] };
const end = closed(12_000, "stopped");
const events = [2_000, 3_000, 4_000].map((at) => told(at, pod("store-0")));
const whole = [listed(100, []), opened(110), ...events, end];
const timeline = (...lanes: readonly (readonly WatchArrival[])[]) => observedTimeline(story, { "watch-pods": lanes });
const judged = (of: ReturnType<typeof timeline>) => observersComplete.judge({}, factsOf(of)).outcome;

test("a stream that told nothing is not complete", () => {
  expect(judged(timeline(whole, whole))).toBe("pass");
  expect(judged(timeline(whole, []))).toBe("inconclusive");
  expect(judged(timeline(whole, [closed(50, "refused"), end]))).toBe("inconclusive");
  expect(judged(timeline(whole, [listed(100, []), end]))).toBe("inconclusive");
});

test("rows that are missing excuse and accuse nobody", () => {
  const lossy = [listed(100, []), opened(110), ...events.slice(1), end];
  expect(judged(timeline(whole, lossy))).toBe("fail");
  const lost = (lane: number, index: number) =>
    judged(withoutArrivals(timeline(whole, lossy), `watch-pods/${lane}/http2`, (one) => one === index));
  expect(lost(0, 2)).toBe("inconclusive");
  expect(lost(1, 3)).toBe("inconclusive");
  expect(lost(0, 5)).toBe("inconclusive");
});
