import { atMostOnePod } from "../../src/guarantees/at-most-one-pod.ts";
import { endpointsStable } from "../../src/guarantees/endpoints-stable.ts";
import { errorRate } from "../../src/guarantees/error-rate.ts";
import { newEndpointsWait } from "../../src/guarantees/new-endpoints-wait.ts";
import { observersComplete } from "../../src/guarantees/observers-complete.ts";
import { outageUntilReplaced } from "../../src/guarantees/outage-until-replaced.ts";
import { pdbRespected } from "../../src/guarantees/pdb-respected.ts";
import { pinnedByVolume } from "../../src/guarantees/pinned-by-volume.ts";
import { replicasScheduled } from "../../src/guarantees/replicas-scheduled.ts";
import { spreadRestored } from "../../src/guarantees/spread-restored.ts";
import type { EventOf, JournalEvent, Pod } from "../../src/model/event.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { toWatchRow, type WatchArrival } from "../../src/model/watch.ts";
import { heldFault } from "./lane-stories.ts";
import { type Fate, type Story, stockSettings, storyCluster } from "./timeline-builder.ts";

const namespace = "kind-chaos-x";
const replica = (letter: string) => `workload-6d4b75cb6d-${letter}`;
const replicas = ["a", "b", "c"].map((letter, index) => ({
  pod: replica(letter),
  node: `worker${index === 0 ? "" : index + 1}`,
}));
const workload: JournalEvent = { type: "workload", at: 5, namespace, image: "coredns", replicas, maxUnavailable: 1 };
const store: JournalEvent = { type: "store", at: 6, pod: "store-0", node: "worker", image: "etcd" };

const pod = (name: string, state: object = {}) => ({
  name,
  uid: `uid-${name}`,
  node: "",
  ready: false,
  created: "",
  ...state,
});
const on = (node: string, state: object = {}) => ({ node: `kc-story-${node}`, ready: true, ...state });

/** Fast enough timings for a story of some seconds: a node is given up 2.5 to 4.5 s after its loss. */
const fastSettings = {
  ...stockSettings,
  controllerManager: { ...stockSettings.controllerManager, nodeMonitorPeriodMs: 500, nodeMonitorGraceMs: 2_000 },
  apiServer: { ...stockSettings.apiServer, notReadyTolerationMs: 1_000, unreachableTolerationMs: 1_000 },
  kubelet: { ...stockSettings.kubelet, leaseDurationMs: 2_000 },
};

/** The first worker is hit from 4 to 8.8 s. */
const hit = (change: Partial<Story> & Pick<Story, "guarantees">): Story => ({
  lanes: ["write/api/reused", "workload-http/worker2/new"],
  fault: heldFault,
  durationMs: 14_000,
  change: (event) => {
    if (event.type === "fault-intent") return { ...event, nodes: ["worker"] };
    return event.type === "settings" ? { ...event, settings: fastSettings } : event;
  },
  ...change,
  events: [workload, store, ...(change.events ?? [])],
});

/** A drain that takes one replica, and another before the first is replaced where it does not keep the budget. */
const drained = (...second: readonly string[]): Story =>
  hit({
    guarantees: [pdbRespected({ during: "held" })],
    observer: {
      "watch-pods": [
        [4_200, pod(replica("a"), on("worker", { deleting: "2026-11-23T11:00:34Z" }))],
        [4_300, pod(replica("d"))],
        ...second.map((letter) => [4_400, pod(replica(letter), on("worker2", { deleting: "now" }))] as const),
        [5_200, pod(replica("d"), on("worker3"))],
      ],
    },
  });

const placed = (readyAt: number, limit: string, unschedulable?: string): Story =>
  hit({
    guarantees: [replicasScheduled({ during: "held", limit })],
    observer: {
      "watch-pods": [
        [6_800, pod(replica("a"), on("worker", { ready: false, deleting: "now" }))],
        [6_900, pod(replica("d"), unschedulable === undefined ? {} : { unschedulable })],
        ...(unschedulable === undefined ? ([[readyAt, pod(replica("d"), on("worker3"))]] as const) : []),
      ],
    },
  });

const outFor = (ms: number, limit = "5s"): Story =>
  hit({
    guarantees: [
      outageUntilReplaced({ lanes: "workload-http/*/new", during: "held", limit, preventedBy: "two replicas" }),
    ],
    fate: ({ lane, at }) =>
      lane.startsWith("workload") && at >= 4_050 && at < 4_050 + ms
        ? { outcome: "failed", error: "refused", latencyMs: 5 }
        : undefined,
  });

const lossy = (share: number, atMost = 0.5): Story =>
  hit({
    guarantees: [errorRate({ lanes: "workload-http/*/new", during: "held", atLeast: 0.1, atMost })],
    hz: 50,
    fate: ({ lane, at, random }): Fate | undefined =>
      lane.startsWith("workload") && at >= 4_050 && at < 8_900 && random() < share
        ? { outcome: "failed", error: "refused", latencyMs: 5 }
        : undefined,
  });

const sliced = (...letters: readonly string[]): Story =>
  hit({
    guarantees: [endpointsStable({ during: "held" })],
    observer: { "watch-endpoints": [[6_000, { name: "workload-x7", ready: letters.map(replica) }]] },
  });

const waiting = "0/6 nodes are available: 1 node(s) had volume node affinity conflict.";
const moved = (...states: readonly (readonly [at: number, state: object])[]): Story =>
  hit({
    guarantees: [pinnedByVolume({ during: "held", limit: "3s" })],
    observer: { "watch-pods": states.map(([at, state]) => [at, pod("store-0", state)] as const) },
  });

const scaled: readonly JournalEvent[] = [
  {
    type: "procedure",
    at: 4_200,
    id: "scale",
    procedure: "scale-deployment",
    description: "Deployment workload scaled to 4 replicas",
    target: "control plane 1",
    nodes: ["control-plane"],
    actions: [],
  },
  { type: "procedure-done", at: 4_400, id: "scale", evidence: { proven: true, detail: "4 replicas wanted" } },
];
const servedFrom = (at: number): Story =>
  hit({
    lanes: ["write/api/reused", "workload-http/worker/new"],
    guarantees: [newEndpointsWait({ after: "scale", during: "held", lanes: "workload-http/worker/new", limit: "3s" })],
    events: scaled,
    fate: (attempt) =>
      attempt.lane.startsWith("workload") && attempt.at >= at && attempt.number % 4 === 0
        ? { detail: replica("new") }
        : undefined,
  });

type Reading = EventOf<"containers">["nodes"];
const running = (node: string, ...names: readonly string[]): Reading[number] => ({
  node,
  pods: names.map((name) => ({ name, uid: `uid-${name}` })),
});
const podOn = (name: string, node: string, ready = true): Pod => ({
  namespace,
  name,
  uid: `uid-${name}`,
  node,
  phase: "Running",
  ready,
  restarts: 0,
  owner: "ReplicaSet",
  deleting: false,
});
const everything = [podOn("store-0", "worker"), podOn(replica("b"), "worker2"), podOn(replica("c"), "worker3")];

const contained = (held: Reading, end: Reading): Story =>
  hit({
    guarantees: [atMostOnePod()],
    events: [
      { type: "containers", at: 8_790, when: "held", nodes: held },
      { type: "pods", at: 14_010, when: "end", pods: everything },
      { type: "containers", at: 14_020, when: "end", nodes: end },
    ],
  });
const whole = [running("worker", "store-0"), running("worker2", replica("b")), running("worker3", replica("c"))];

const spread = (pods: readonly Pod[] | undefined): Story =>
  hit({
    guarantees: [spreadRestored({ over: "zones" })],
    events: pods === undefined ? [] : [{ type: "pods", at: 14_010, when: "end", pods: [...pods] }],
    change: (event) => (event.type === "cluster" ? { ...event, cluster: zoned } : event),
  });
const zoned = {
  ...storyCluster,
  nodes: storyCluster.nodes.map((node, index) => ({ ...node, zone: "abc"[index % 3] })),
};

const observers = [10, 11].map((index) => ({
  index,
  id: `watch-pods/${index}/http2`,
  operation: "watch-pods",
  via: "lb",
  connection: "http2" as const,
  seed: 1,
  idleMs: 60_000,
  host: "127.0.0.1",
  port: 6443,
}));

/** Two streams of pods tell ten events, the second not these; it lists again at a revision where it is said. */
const heard = (without: readonly number[], relistedAt?: number): Story =>
  hit({
    guarantees: [observersComplete()],
    change: (event) => (event.type === "lanes" ? { ...event, watches: observers } : event),
    events: observers.flatMap(({ index }): JournalEvent[] => {
      const revisions = Array.from({ length: 10 }, (_, number) => 2_000 + number);
      const told = index === 10 ? revisions : revisions.filter((revision) => !without.includes(revision));
      const again = index === 11 && relistedAt !== undefined ? [relistedAt] : [];
      const arrivals: WatchArrival[] = [
        { at: 100, kind: "listed", revision: 1_999, object: { items: [] } },
        ...told.map((revision) => ({
          at: 200 + revision - 2_000,
          kind: "event" as const,
          revision,
          object: pod("store-0"),
        })),
        ...again.map((revision) => ({ at: 9_000, kind: "listed" as const, revision, object: { items: [] } })),
      ];
      return arrivals.map((arrival) => ({
        type: "watch",
        at: arrival.at,
        lane: index,
        arrivals: [toWatchRow(arrival)],
      }));
    }),
  });

/** Stories of the guarantees about the workload and the store: replicas, budgets, endpoints, data on one node. */
export const workloadStories: Readonly<Record<string, Readonly<Record<Outcome, Story>>>> = {
  "pdb-respected": {
    pass: drained(),
    fail: drained("b"),
    inconclusive: hit({ guarantees: [pdbRespected({ during: "held" })] }),
  },
  "replicas-scheduled": {
    pass: placed(7_400, "4s"),
    fail: placed(0, "4s", "0/6 nodes are available: 1 Insufficient cpu."),
    inconclusive: placed(7_400, "3350ms"),
  },
  "outage-until-replaced": {
    pass: outFor(4_000),
    fail: outFor(1_000),
    inconclusive: outFor(4_000, "4s"),
  },
  "error-rate": {
    pass: lossy(0.33),
    fail: lossy(0.9),
    inconclusive: lossy(0.33, 0.35),
  },
  "endpoints-stable": {
    pass: sliced("a", "b", "c"),
    fail: sliced("b", "c"),
    inconclusive: hit({ guarantees: [endpointsStable({ during: "held" })] }),
  },
  "pinned-by-volume": {
    pass: moved(
      [6_000, { node: "kc-story-worker", deleting: "now" }],
      [6_100, { unschedulable: waiting }],
      [9_800, on("worker")],
    ),
    fail: moved([6_000, { unschedulable: waiting }], [7_000, on("worker3")]),
    inconclusive: moved([9_800, on("worker")]),
  },
  "new-endpoints-wait": {
    pass: servedFrom(10_000),
    fail: servedFrom(6_000),
    inconclusive: servedFrom(12_050),
  },
  "at-most-one-pod": {
    pass: contained([running("worker", "store-0"), running("worker2", replica("b")), { node: "worker3" }], whole),
    fail: contained([running("worker", "store-0"), running("worker2", "store-0"), { node: "worker3" }], whole),
    inconclusive: contained([], [running("worker", "store-0"), { node: "worker2" }, running("worker3", replica("c"))]),
  },
  "observers-complete": {
    pass: heard([2_003], 2_006),
    fail: heard([2_003]),
    inconclusive: heard([2_009]),
  },
  "spread-restored": {
    pass: spread(["a", "b", "c"].map((letter, index) => podOn(replica(letter), replicas[index]?.node ?? ""))),
    fail: spread(["a", "b", "c"].map((letter) => podOn(replica(letter), "worker2"))),
    inconclusive: spread(undefined),
  },
};
