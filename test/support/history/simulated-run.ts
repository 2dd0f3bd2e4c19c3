import type { Lane, WatchLane } from "../../../src/model/lane.ts";
import { createRandom } from "../../../src/model/random.ts";
import type { Sample } from "../../../src/model/sample.ts";
import type { WatchArrival } from "../../../src/model/watch.ts";
import { storyBackends } from "../../../src/stories/story-cluster.ts";
import { makeAttempts } from "./simulated-attempts.ts";
import { type Change, SimulatedStore } from "./simulated-store.ts";
import { streamOf } from "./simulated-stream.ts";

/** What a simulated run is like; everything else comes from its seed. */
export interface RunSketch {
  readonly seed: number;
  /** Attempts that each lane makes, one in each tenth of a second. */
  readonly attempts: number;
  /** The longest that an answer takes, milliseconds: from below a period to several. */
  readonly slowestMs: number;
  /** Shares of writes whose answer is lost, and that are refused. */
  readonly lost: number;
  readonly refused: number;
  /** How often each stream is lost. */
  readonly cuts: number;
  readonly objects: number;
}

/** What one API server showed at the end. */
export interface SimulatedReadBack {
  readonly server: string;
  readonly at: number;
  readonly objects: Record<string, string[]>;
}

/** A run whose clients talked to one store, each by its own API server; everything as a journal has it. */
export interface SimulatedRun {
  readonly lanes: readonly Lane[];
  readonly samples: Sample[];
  readonly watches: readonly { readonly lane: WatchLane; arrivals: WatchArrival[] }[];
  readonly readBacks: SimulatedReadBack[];
  readonly durationMs: number;
  /** What really happened in the store, which nobody is told. */
  readonly changes: readonly Change[];
}

const periodMs = 100;

const attemptLanes = [
  "write/control-plane",
  "write/control-plane2",
  "fresh-read/control-plane3",
  "fresh-read/control-plane",
  "quorum-read/control-plane2",
  "consistent-list/control-plane3",
  "create-and-delete/control-plane",
  "lease/control-plane2",
  "etcd-lease/control-plane",
  "etcd-lease/control-plane2",
];

const watchLanes = [
  "watch/control-plane",
  "watch/control-plane2",
  "watch-pods/control-plane3",
  "watch-pods/control-plane",
];

/** Simulates a run in which nothing goes wrong that must not: its history has no contradiction. */
export function simulateRun(sketch: RunSketch): SimulatedRun {
  const random = createRandom(sketch.seed);
  const durationMs = sketch.attempts * periodMs;
  const store = new SimulatedStore(random);
  const lanes = attemptLanes.map((way, index) => ({
    ...laneOf(way, index),
    periodMs,
    offsetMs: 0,
    deadlineMs: 10_000,
  }));
  const samples: Sample[] = [];
  makeObjects(store, sketch.objects);
  for (const lane of lanes) makeAttempts(lane, store, sketch, random, (sample) => samples.push(sample));
  livePods(store, durationMs, random);
  store.run();
  const endedAt = samples.reduce((last, { ended }) => Math.max(last, ended), durationMs);
  const watches = watchLanes.map((way, index) => {
    const lane = { ...laneOf(way, lanes.length + index), connection: "http2" as const, idleMs: 60_000 };
    const kind = way.startsWith("watch-pods") ? "pod" : "configmap";
    return { lane, arrivals: streamOf(store, kind, { cuts: sketch.cuts, endedAt }, random) };
  });
  const readBacks = storyBackends.map((server, index) => readBackOf(store, server, endedAt + 40 + index * 20, random));
  return { lanes, samples, watches, readBacks, durationMs, changes: store.changes };
}

function laneOf(way: string, index: number) {
  const [operation = "", via = ""] = way.split("/");
  const id = `${way}/reused`;
  return { index, id, operation, via, connection: "reused" as const, seed: index + 1, host: "127.0.0.1", port: 6443 };
}

/** The objects are there before the first attempt. */
function makeObjects(store: SimulatedStore, objects: number): void {
  const names = ["probe-target", "lease kube-scheduler", "lease kube-controller-manager"];
  for (let number = 0; number < objects; number += 1) names.push(`written-0-0-${number}`);
  for (const object of names) store.at(0, () => store.change({ kind: "configmap", object }));
}

/** Leaders renew their leases, and pods come, change and go. */
function livePods(store: SimulatedStore, durationMs: number, random: () => number): void {
  for (let pod = 0; pod < 3; pod += 1) {
    const object = `pod-${pod}`;
    const made = 1 + random() * durationMs * 0.5;
    store.at(made, () => store.change({ kind: "pod", object }));
    store.at(made + random() * durationMs * 0.2, () => store.change({ kind: "pod", object }));
    if (random() < 0.7) store.at(made + durationMs * 0.3, () => store.change({ kind: "pod", object, gone: true }));
  }
  for (let at = random() * 50; at < durationMs; at += 50 + random() * 400)
    store.at(at, () => store.change({ kind: "other", object: "lease kube-scheduler" }));
}

/** What is there at some moment since the server before was read. */
function readBackOf(store: SimulatedStore, server: string, at: number, random: () => number): SimulatedReadBack {
  const moment = at - random() * 19;
  const objects: Record<string, string[]> = {};
  for (const { kind, object, token, gone, at: changed } of store.changes) {
    if (kind !== "configmap" || changed > moment) continue;
    if (gone === true) delete objects[object];
    else objects[object] ??= [];
    if (token !== undefined) objects[object]?.push(token);
  }
  return { server, at, objects };
}
