import type { EventOf, Pod } from "../model/event.ts";
import type { Observed } from "../model/watch.ts";
import { heldFault } from "./fates.ts";
import type { Story } from "./story.ts";
import { storySettings } from "./story-cluster.ts";

const namespace = "kind-chaos-x";

/** The name of a replica of the workload. */
export function replica(letter: string): string {
  return `workload-6d4b75cb6d-${letter}`;
}

/** The workload when the lanes began: three replicas, one on each worker, of which a drain may take one. */
export const workload: EventOf<"workload"> = {
  type: "workload",
  at: 5,
  namespace,
  image: "coredns",
  replicas: ["a", "b", "c"].map((letter, index) => ({
    pod: replica(letter),
    node: `worker${index === 0 ? "" : index + 1}`,
  })),
  maxUnavailable: 1,
};

/** What an observer says of a pod: without a node, unless its state says otherwise. */
export function pod(name: string, state: Observed = {}): Observed {
  return { name, uid: `uid-${name}`, node: "", ready: false, created: "", ...state };
}

/** The state of a pod that is Ready on a node, unless more is said. */
export function on(node: string, state: Observed = {}): Observed {
  return { node: `kc-story-${node}`, ready: true, ...state };
}

/** A pod of the workload's namespace as the API lists it. */
export function listedPod(name: string, node: string): Pod {
  return {
    namespace,
    name,
    uid: `uid-${name}`,
    node,
    phase: "Running",
    ready: true,
    restarts: 0,
    owner: "ReplicaSet",
    deleting: false,
  };
}

/** What observers list when the lanes begin: the replicas and the store, all Ready, and the workload's EndpointSlice. */
export const listed: NonNullable<Story["listed"]> = {
  "watch-pods": [...workload.replicas.map(({ pod: name, node }) => pod(name, on(node))), pod("store-0", on("worker"))],
  "watch-endpoints": [{ name: "workload-x7", ready: workload.replicas.map(({ pod: name }) => name) }],
};

/** Fast enough timings for a story of some seconds: a node is given up 2.5 to 4.5 s after its loss. */
const fastSettings = {
  ...storySettings,
  controllerManager: { ...storySettings.controllerManager, nodeMonitorPeriodMs: 500, nodeMonitorGraceMs: 2_000 },
  apiServer: { ...storySettings.apiServer, notReadyTolerationMs: 1_000, unreachableTolerationMs: 1_000 },
  kubelet: { ...storySettings.kubelet, leaseDurationMs: 2_000 },
};

/**
 * A run of 14 s with workload and store in which the first worker, which has a replica and the store, is hit from 4 to
 * 8.8 s.
 */
export function workerHit(change: Partial<Story> & Pick<Story, "guarantees">): Story {
  return {
    lanes: ["write/api/reused", "workload-http/worker2/new"],
    fault: heldFault,
    durationMs: 14_000,
    listed,
    change: (event) => {
      if (event.type === "fault-intent") return { ...event, nodes: ["worker"] };
      return event.type === "settings" ? { ...event, settings: fastSettings } : event;
    },
    ...change,
    events: [
      workload,
      { type: "store", at: 6, pod: "store-0", node: "worker", image: "etcd" },
      ...(change.events ?? []),
    ],
  };
}

/** Work of an operator who asked for a fourth replica, begun and done at these moments. */
export function scaledUp(begunAt: number, doneAt: number): (EventOf<"procedure"> | EventOf<"procedure-done">)[] {
  return [
    {
      type: "procedure",
      at: begunAt,
      id: "scale",
      procedure: "scale-deployment",
      description: "Deployment workload scaled to 4 replicas",
      target: "control plane 1",
      nodes: ["control-plane"],
      actions: [],
    },
    { type: "procedure-done", at: doneAt, id: "scale", evidence: { proven: true, detail: "4 replicas wanted" } },
  ];
}
