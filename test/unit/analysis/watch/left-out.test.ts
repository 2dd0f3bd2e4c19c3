import { expect, test } from "vitest";
import { unseenIn } from "../../../../src/analysis/watch/known-objects.ts";
import type { Observed } from "../../../../src/model/watch.ts";
import { observedNode } from "../../../../src/stories/observed-objects.ts";
import { storyCluster } from "../../../../src/stories/story-cluster.ts";
import { listedPod, listed as lists, on, pod, replica, workerHit } from "../../../../src/stories/workload-run.ts";
import { closed, gone, listed, observedRun, opened, told } from "../../../support/observed-run.ts";

const story = workerHit({ guarantees: [] });
const held = { from: 4_100, to: 8_800 };
const end = closed(14_000, "stopped");
const all = lists["watch-pods"] ?? [];
const nodes = storyCluster.nodes.flatMap(({ short, role }) => (role === "load-balancer" ? [] : [observedNode(short)]));
const relisted = (first: readonly Observed[], second: readonly Observed[]) => [
  listed(100, first),
  opened(110),
  closed(9_000, "reset"),
  gone(9_100),
  listed(9_200, second),
  opened(9_210),
];

test("a first list without the workload's replicas does not tell them to be gone", () => {
  for (const items of [[], all.slice(1)]) {
    const { moments, unknown } = observedRun(story, {
      "watch-pods": [[listed(100, items), opened(110), end]],
    }).replicas();
    expect(moments.map(({ whole }) => whole)).toEqual([false]);
    expect(unseenIn({ unknown }, held)).toMatch(/^the state of workload-.* cannot be read from/);
  }
  const whole = observedRun(story, { "watch-pods": [[listed(100, all), opened(110), end]] }).replicas();
  expect(unseenIn(whole, held)).toBeUndefined();
});

test("a later list without a pod that is told of again does not tell it to be gone", () => {
  const again = told(12_000, pod(replica("b"), on("worker2", { ready: false })));
  const { moments, unknown } = observedRun(story, {
    "watch-pods": [[...relisted(all, all.slice(2)), again, end]],
  }).pods();
  const names = moments.map(({ objects }) => [...objects.keys()].filter((name) => name === replica("b")).length);
  expect(names).toEqual([1, 1, 1]);
  expect(unseenIn({ unknown }, { from: 10_000, to: 11_000 })).toMatch(/b cannot be read/);
  // Of the first replica nobody told again: it went.
  expect(moments.at(-1)?.objects.has(replica("a"))).toBe(false);
});

test("a list between two readings of all pods has what both of them tell of", () => {
  const readings = (["begin", "end"] as const).map((when, index) => ({
    type: "pods" as const,
    at: [20, 14_010][index] ?? 0,
    when,
    pods: [listedPod(replica("a"), "worker")],
  }));
  const run = (items: readonly Observed[]) =>
    observedRun(workerHit({ guarantees: [], events: readings }), {
      "watch-pods": [[...relisted(all, items), end]],
    }).pods();
  expect(unseenIn(run([]), { from: 10_000, to: 11_000 })).toMatch(/a cannot be read/);
  expect(run([]).moments.at(-1)?.objects.has(replica("a"))).toBe(true);
  expect(unseenIn(run(all), { from: 10_000, to: 11_000 })).toBeUndefined();
});

test("a list of nodes has some, and those that are told of again, but for one that was told to be gone", () => {
  const known = (...rows: Parameters<typeof observedRun>[1]["watch-nodes"]) =>
    observedRun(story, { "watch-nodes": rows }).nodes();
  expect(unseenIn(known([listed(100, nodes), opened(110), end]), held)).toBeUndefined();
  expect(unseenIn(known([listed(100, []), opened(110), end]), held)).toMatch(/cannot be read/);
  const [first, ...others] = nodes as [Observed, ...Observed[]];
  const again = [...relisted(nodes, others), told(12_000, first), end];
  expect(unseenIn(known(again), { from: 10_000, to: 11_000 })).toMatch(/control-plane cannot/);
  const went = [
    listed(100, nodes),
    opened(110),
    told(3_000, { ...first, gone: true }),
    ...relisted(nodes, others).slice(2),
    told(12_000, first),
    end,
  ];
  expect(unseenIn(known(went), { from: 10_000, to: 11_000 })).toBeUndefined();
});

test("a list of EndpointSlices has one of the workload", () => {
  const known = (items: readonly Observed[]) =>
    observedRun(story, { "watch-endpoints": [[listed(100, items), opened(110), end]] }).slices();
  expect(unseenIn(known(lists["watch-endpoints"] ?? []), held)).toBeUndefined();
  expect(unseenIn(known([]), held)).toMatch(/the state of an object cannot be read/);
});
