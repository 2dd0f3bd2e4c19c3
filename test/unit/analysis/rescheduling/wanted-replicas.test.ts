import { expect, test } from "vitest";
import { replicasBefore, wantedReplicas } from "../../../../src/analysis/rescheduling/wanted-replicas.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { on, pod, replica, scaledUp, workerHit } from "../../../../src/stories/workload-run.ts";
import { closed, listed, observedRun, opened, told } from "../../../support/observed-run.ts";

const asked = (at: number, ...argv: string[]): JournalEvent => {
  const [work] = scaledUp(at, at + 100);
  return { ...work, actions: [{ do: "exec", node: "control-plane", argv }] } as JournalEvent;
};
const run = (...events: JournalEvent[]) => observedRun(workerHit({ guarantees: [], events }), {});

test("as many replicas are wanted as there were at first, until others are asked for", () => {
  const scaled = run(
    asked(3_000, "kubectl", "scale", "deployment/workload", "--replicas=6"),
    asked(6_000, "kubectl", "scale", "deployment/workload", "--replicas=2"),
    asked(6_100, "kubectl", "scale", "deployment/other", "--replicas=9"),
    asked(6_200, "kubectl", "rollout", "restart", "deployment/workload"),
  );
  expect(wantedReplicas(run(), { from: 0, to: 9_000 })).toEqual([3]);
  expect(wantedReplicas(scaled, { from: 1_000, to: 2_000 })).toEqual([3]);
  expect(wantedReplicas(scaled, { from: 2_000, to: 5_000 })).toEqual([3, 6]);
  expect(wantedReplicas(scaled, { from: 4_000, to: Number.POSITIVE_INFINITY })).toEqual([6, 2]);
  expect(wantedReplicas(observedRun({ lanes: [], guarantees: [] }, {}), { from: 0, to: 1 })).toEqual([]);
});

test("replicas before a moment are the first ones, those observed and those that answered", () => {
  const rows = [
    listed(100, [pod(replica("a"), on("worker"))]),
    opened(110),
    told(5_000, pod(replica("d"), on("worker2"))),
    closed(14_000, "stopped"),
  ];
  const story = workerHit({
    guarantees: [],
    fate: ({ lane, at }) => (lane.startsWith("workload") && at > 6_000 ? { detail: replica("e") } : undefined),
  });
  const facts = observedRun(story, { "watch-pods": [rows] });
  const before = (at: number) => [...replicasBefore(facts, at, facts.tracks.slice(1))].map((name) => name.at(-1));
  expect(before(4_000).toSorted()).toEqual(["a", "b", "c"]);
  expect(before(5_900).toSorted()).toEqual(["a", "b", "c", "d"]);
  expect(before(9_000).toSorted()).toEqual(["a", "b", "c", "d", "e"]);
});
