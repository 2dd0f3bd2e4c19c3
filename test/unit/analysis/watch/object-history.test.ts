import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { unseenIn } from "../../../../src/analysis/watch/known-objects.ts";
import type { Timeline } from "../../../../src/model/timeline.ts";
import type { Observed, WatchArrival } from "../../../../src/model/watch.ts";
import { heldFault } from "../../../../src/stories/fates.ts";
import {
  closed,
  gone,
  listed,
  observedRun,
  observedTimeline,
  opened,
  told,
  withoutArrivals,
} from "../../../support/observed-run.ts";

const story = { lanes: ["write/api/reused"], guarantees: [], fault: heldFault };
const pod = (name: string, ready = true, more: Observed = {}) => ({
  name,
  node: "worker",
  ready,
  created: "",
  ...more,
});
const both = [pod("a"), pod("b")];
const pods = (...lanes: readonly (readonly WatchArrival[])[]) => observedRun(story, { "watch-pods": lanes }).pods();
const states = (known: ReturnType<typeof pods>) =>
  known.moments.map(({ objects }) =>
    [...objects.values()].map(({ name, ready }) => `${name}${ready ? "" : "!"}`).join(" "),
  );
const end = closed(12_000, "stopped");

test("the state is that of the list and what streams told since", () => {
  const known = pods([
    listed(100, both),
    opened(110),
    told(2_000, pod("a", false)),
    told(3_000, pod("c")),
    told(4_000, pod("b", true, { gone: true })),
    end,
  ]);
  expect(states(known)).toEqual(["a b", "a! b", "a! b c", "a! c"]);
  expect(known.unknown).toEqual([]);
});

test("what only a later list shows came about while nobody knew", () => {
  const known = pods([
    listed(100, both),
    opened(110),
    closed(5_000, "reset"),
    gone(6_000),
    closed(6_001, "gone"),
    listed(6_500, [pod("a", false), pod("c")]),
    opened(6_510),
    end,
  ]);
  expect(states(known)).toEqual(["a b", "a! c"]);
  expect(known.sightings.slice(2).map(({ state }) => `${state.name}${state.gone ? " gone" : ""}`)).toEqual([
    "b gone",
    "a",
    "c",
  ]);
  const [from, to] = known.moments.at(-1)?.when ?? [];
  expect([from, to]).toEqual([4_000, expect.closeTo(6_500, -3)]);
  expect(known.moments[0]?.lasts).toEqual([4_000, to]);
  expect(unseenIn(known, { from: 6_600, to: 9_000 })).toBeUndefined();
  expect(unseenIn(known, { from: 5_500, to: 9_000 })).toBe("no stream of watch-pods told from 4 s to 6.5 s");
});

test("another stream that stood meanwhile leaves nothing unknown", () => {
  const relisted = [
    listed(100, both),
    opened(110),
    closed(5_000, "reset"),
    gone(6_000),
    listed(6_500, [pod("a", false), pod("b")]),
    opened(6_510),
    end,
  ];
  const stood = [listed(120, both), opened(130), told(5_500, pod("a", false)), end];
  const known = pods(relisted, stood);
  expect(known.unknown).toEqual([]);
  expect(known.moments.filter(({ objects }) => objects.get("a")?.ready === false)[0]?.when[1]).toBeLessThan(5_700);
});

test("a list that shows what no stream told, though one stood, leaves unknown what was before it", () => {
  const known = pods(
    [listed(100, both), opened(110), end],
    [
      listed(120, both),
      opened(130),
      closed(5_000, "reset"),
      gone(6_000),
      listed(6_500, [pod("a", false), pod("b")]),
      opened(6_510),
      end,
    ],
  );
  expect(unseenIn(known, { from: 3_000, to: 3_500 })).toMatch(
    /^a list showed what no stream had told, from 120 ms to 6\.5 s/,
  );
  expect(unseenIn(known, { from: 7_000, to: 9_000 })).toBeUndefined();
});

test("a state that cannot be read is unknown from there until it is told again, and named", () => {
  const known = pods([
    listed(100, both),
    opened(110),
    told(2_000, { name: "a", ready: "yes" }),
    told(5_000, pod("a")),
    end,
  ]);
  expect(known.moments.map(({ whole }) => whole)).toEqual([true, false, true]);
  expect(unseenIn(known, { from: 3_000, to: 3_500 })).toMatch(/^the state of a cannot be read from 1\.\d+ s to 5 s$/);
  expect(unseenIn(known, { from: 6_000, to: 7_000 })).toBeUndefined();
});

test("an object of a list that cannot be read is not taken to be gone", () => {
  const again = [closed(5_000, "reset"), gone(6_000), listed(6_500, [pod("a"), { name: "b" }]), opened(6_510), end];
  const known = pods([listed(100, both), opened(110), ...again]);
  expect(states(known).at(-1)).toBe("a b");
  expect(unseenIn(known, { from: 7_000, to: 9_000 })).toMatch(/the state of b cannot be read/);
});

test("streams that tell different things of one revision leave that object unknown", () => {
  const first = [listed(100, both), opened(110)];
  const known = pods([...first, told(2_000, pod("a", false)), end], [...first, told(2_040, pod("a"), 1_020), end]);
  expect(unseenIn(known, { from: 3_000, to: 3_500 })).toMatch(/the state of a cannot be read/);
});

test("contradictions of different revisions go by etcd's order, whoever came first", () => {
  const first = [listed(100, both), opened(110)];
  const known = pods(
    [...first, told(3_000, pod("a"), 1_030), end],
    [...first, told(3_500, pod("a", false), 1_020), end],
  );
  expect(states(known).at(-1)).toBe("a b");
});

test("nobody knows before the first list, and nothing where no stream stood", () => {
  expect(pods([closed(12_000, "stopped")]).unknown).toMatchObject([{ from: 0 }]);
  const late = pods([closed(100, "refused"), listed(5_000, both), opened(5_010), end]);
  expect(late.unknown).toMatchObject([{ from: 4_000, to: 5_000 }]);
  expect(pods().unknown).toMatchObject([{ from: 0, to: Number.POSITIVE_INFINITY }]);
});

test("a stream that was lost for good leaves the end unknown", () => {
  const known = pods([listed(100, both), opened(110), closed(9_000, "reset"), end]);
  expect(known.unknown).toMatchObject([{ from: 8_000, to: 12_000 }]);
});

test("rows that are missing are unknown time, wherever they are", () => {
  const rows = [
    listed(100, both),
    opened(110),
    told(2_000, pod("a", false)),
    told(3_000, pod("a")),
    told(7_000, pod("b")),
    end,
  ];
  const timeline: Timeline = observedTimeline(story, { "watch-pods": [rows] });
  const unknownWithout = (...lost: readonly number[]) =>
    factsOf(withoutArrivals(timeline, "watch-pods/0/http2", (index) => lost.includes(index))).pods().unknown;
  expect(unknownWithout()).toEqual([]);
  expect(unknownWithout(2, 3)).toMatchObject([{ to: 12_000 }]);
  expect(unknownWithout(0, 1, 2)).toMatchObject([{ from: 0, to: 12_000 }]);
  expect(unknownWithout(4, 5)).toMatchObject([{ from: 2_000, to: Number.POSITIVE_INFINITY }]);
  expect(unknownWithout(0, 1, 2, 3, 4, 5)).toMatchObject([{ from: 0 }]);
});
