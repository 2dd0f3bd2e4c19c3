import { expect, test } from "vitest";
import endpointsStable from "../../../src/guarantees/endpoints-stable.ts";
import type { WatchArrival } from "../../../src/model/watch.ts";
import type { Story } from "../../../src/stories/story.ts";
import { on, pod, replica } from "../../../src/stories/workload-run.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";
import { closed, gone, listed, observedRun, opened, told } from "../../support/observed-run.ts";

/** The first worker, with replica a, is hit from 4.1 to 8.8 s. */
const base = guaranteeStories["endpoints-stable"]?.pass as Story;
const slice = (letters: string, name = "workload-x7") => ({ name, ready: [...letters].map(replica) });
const end = closed(14_000, "stopped");
const begin = [listed(100, [slice("abc")]), opened(110)];
const judged = (rows: readonly WatchArrival[], pods: readonly WatchArrival[] = []) =>
  endpointsStable.judge({ during: "held" }, observedRun(base, { "watch-endpoints": [rows], "watch-pods": [pods] }))
    .outcome;

test("a replica that had left when the fault was held is missed, though nothing changes any more", () => {
  expect(judged([...begin, end])).toBe("pass");
  expect(judged([...begin, told(4_050, slice("bc")), end])).toBe("fail");
  expect(judged([...begin, told(2_000, slice("bc")), end])).toBe("inconclusive");
  expect(judged([listed(100, []), opened(110), end])).toBe("inconclusive");
});

test("a replica that only a list tells to have left is missed, and a time that nobody saw shows nothing", () => {
  const again = (letters: string) => [
    closed(5_000, "reset"),
    gone(5_900),
    closed(5_901, "gone"),
    listed(6_000, [slice(letters)]),
    opened(6_001),
  ];
  expect(judged([...begin, ...again("bc"), end])).toBe("fail");
  expect(judged([...begin, ...again("abc"), end])).toBe("inconclusive");
});

test("replicas may be in any of the Service's slices", () => {
  const two = [listed(100, [slice("a"), slice("bc", "workload-x8")]), opened(110)];
  expect(judged([...two, told(6_000, slice("b", "workload-x8")), end])).toBe("pass");
  expect(judged([...two, told(6_000, { ...slice(""), gone: true }), end])).toBe("fail");
});

test("the replicas of the nodes are those that were there when the fault was injected", () => {
  const moved = ["b", "c", "d"].map((letter, index) => pod(replica(letter), on(`worker${["2", "3", ""][index]}`)));
  const pods = [listed(3_000, moved), opened(3_001), end];
  expect(judged([listed(100, [slice("bcd")]), opened(110), end], pods)).toBe("pass");
  expect(judged([listed(100, [slice("bcd")]), opened(110), told(6_000, slice("bc")), end], pods)).toBe("fail");
});
