import type { Observed, WatchArrival } from "../model/watch.ts";
import type { Story } from "./story.ts";
import { storyCluster } from "./story-cluster.ts";

/** The revision before the first write of a story. */
const firstRevision = 999;

/** What a lane that observes tells in a story: a list, the changes that the story has, and its end when it is stopped. */
export function observed(story: Story, operation: string, index: number): WatchArrival[] {
  const items = story.listed?.[operation] ?? (operation === "watch-nodes" ? nodes() : []);
  return [
    { at: 1, kind: "listed", revision: firstRevision, object: { items } },
    { at: 2, kind: "opened", revision: firstRevision, connection: 1, backend: 0 },
    // A write has the revision of its number; what changes between two of them has one between theirs.
    ...(story.observer?.[operation] ?? []).map(([at, object]): WatchArrival => {
      return { at, kind: "event", revision: 1_000 + at / 100 + index / 1_000, object };
    }),
    { at: story.durationMs ?? 12_000, kind: "closed", reason: "stopped", connection: 1 },
  ];
}

/** What an observer says of a node of the story's cluster: Ready, unless its state says otherwise. */
export function observedNode(short: string, state: Observed = {}): Observed {
  return { name: `${storyCluster.name}-${short}`, ready: "True", readySince: "", taints: [], ...state };
}

function nodes(): Observed[] {
  return storyCluster.nodes.filter(({ role }) => role !== "load-balancer").map(({ short }) => observedNode(short));
}
