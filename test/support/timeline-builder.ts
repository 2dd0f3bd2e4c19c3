import type { Cluster } from "../../src/model/cluster.ts";
import type { EventOf, JournalEvent } from "../../src/model/event.ts";
import { journalVersion } from "../../src/model/event.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";
import type { Journal } from "../../src/model/journal.ts";
import type { Lane, WatchLane } from "../../src/model/lane.ts";
import { fromRow, type Sample, toRow } from "../../src/model/sample.ts";
import type { Settings } from "../../src/model/settings.ts";
import { type Observed, toWatchRow, type WatchArrival } from "../../src/model/watch.ts";
import { createRandom } from "../../src/probes/lanes/random.ts";

/** How one attempt of a story ends, where it is not a quick success. */
export type Fate = Partial<
  Pick<Sample, "outcome" | "error" | "backend" | "connection" | "status" | "revision" | "detail">
> & {
  readonly latencyMs?: number;
};

/** One attempt before its fate is known. */
export interface Attempt {
  readonly lane: string;
  /** Milliseconds since the run's start. */
  readonly at: number;
  readonly number: number;
  /** The control plane that would be met: 0, 1 or 2. */
  readonly backend: number;
  readonly random: () => number;
}

/** The fault of a story; times in milliseconds since the run's start. */
export interface StoryFault {
  readonly id: string;
  readonly injectingAt: number;
  readonly activeAt: number;
  readonly healingAt?: number;
  readonly healedAt: number;
  readonly steadyAt?: number;
  /** Proven unless said otherwise. */
  readonly proven?: boolean;
}

/** What a made-up run is like; everything not said is a run in which nothing goes wrong. */
export interface Story {
  readonly lanes: readonly string[];
  readonly guarantees: readonly GuaranteeSpec[];
  readonly durationMs?: number;
  readonly fault?: StoryFault;
  readonly fate?: ((attempt: Attempt) => Fate | undefined) | undefined;
  readonly events?: readonly JournalEvent[];
  /** Replaces an event of the ordinary ones, or leaves it out. */
  readonly change?: (event: JournalEvent) => JournalEvent | undefined;
  readonly seed?: number;
  readonly hz?: number;
  /** What arrives on a lane that watches, given the attempts of all lanes in the order of their ends; without it there is none. */
  readonly watch?: (samples: readonly Sample[]) => readonly WatchArrival[];
  /** States of objects by the operation that observes them, each with the moment of its change; with a lane of writes these date them. */
  readonly observer?: Readonly<Record<string, readonly (readonly [at: number, state: Observed])[]>>;
}

/** The journal of a made-up run, with random phases and latencies from the story's seed. */
export function buildJournal(story: Story): Journal {
  const lanes = story.lanes.map((id, index) => makeLane(id, index, story.lanes.length, story.hz ?? 10));
  const samples = lanes.flatMap((lane) => laneSamples(lane, story)).toSorted((a, b) => a.ended - b.ended);
  const events = ordinaryEvents(lanes, story).flatMap((event) =>
    story.change === undefined ? [event] : (story.change(event) ?? []),
  );
  // Through the journal's own rows, so that a made-up run has the resolution of a real one.
  const rounded = samples.map((sample) => fromRow(toRow(sample)) as Sample);
  const watched = [
    ...(story.watch === undefined ? [] : watchEvents(story.watch(rounded), lanes.length)),
    ...Object.values(story.observer ?? {}).flatMap((states, index) =>
      watchEvents(
        // A write has the revision of its number; what changes between two of them has one between theirs.
        states.map(([at, object]) => ({
          at,
          kind: "event" as const,
          revision: 1_000 + at / 100 + index / 1_000,
          object,
        })),
        lanes.length + (story.watch === undefined ? 0 : 1) + index,
      ),
    ),
  ];
  return {
    events: [...events, ...watched, ...(story.events ?? [])].toSorted(byTime),
    samples: rounded,
    damaged: 0,
    torn: false,
  };
}

/** A journal's lines as the writer writes them. */
export function journalLines(journal: Journal): string {
  const timed = [
    ...journal.events.map((event) => ({ at: event.at, line: JSON.stringify(event) })),
    ...journal.samples.map((sample) => ({ at: sample.ended, line: JSON.stringify(toRow(sample)) })),
  ].toSorted((a, b) => a.at - b.at);
  return `${timed.map(({ line }) => line).join("\n")}\n`;
}

/** kubeadm's and kind's own timings. */
export const stockSettings: Settings = {
  source: "running cluster",
  etcd: { heartbeatMs: 100, electionMs: 1_000, version: "3.7.0" },
  loadBalancer: {
    kind: "envoy",
    path: "/healthz",
    intervalMs: 2_000,
    timeoutMs: 3_000,
    unhealthyThreshold: 2,
    healthyThreshold: 1,
    noTrafficIntervalMs: 3_000,
    connectTimeoutMs: 250,
  },
  controllerManager: {
    leaseMs: 15_000,
    renewMs: 10_000,
    retryMs: 2_000,
    nodeMonitorPeriodMs: 5_000,
    nodeMonitorGraceMs: 50_000,
  },
  scheduler: { leaseMs: 15_000, renewMs: 10_000, retryMs: 2_000 },
  apiServer: {
    notReadyTolerationMs: 300_000,
    unreachableTolerationMs: 300_000,
    requestTimeoutMs: 60_000,
    shutdownDelayMs: 0,
  },
  kubelet: { leaseDurationMs: 40_000, statusFrequencyMs: 10_000 },
};

const nodes = ["control-plane", "control-plane2", "control-plane3", "worker", "worker2", "worker3", "lb"];

/** A cluster of three control planes and three workers behind a load balancer. */
export const storyCluster: Cluster = {
  name: "kc-story",
  network: "kc-story",
  topology: "ha-3cp-3w",
  profile: "stock",
  kubernetes: "1.37.2",
  kind: "0.33.0",
  nodeImage: "kind-chaos/node:v1.37.2",
  loadBalancerImage: "envoyproxy/envoy:v1.36.2",
  nodes: nodes.map((short, index) => ({
    name: `kc-story-${short}`,
    short,
    role: short === "lb" ? "load-balancer" : short.startsWith("control") ? "control-plane" : "worker",
    containerId: `${index}`.repeat(12),
    address: `172.30.0.${index + 2}`,
    ports: {},
  })),
};

/** The names of the control planes, in the order of a sample's backend. */
export const storyBackends = ["control-plane", "control-plane2", "control-plane3"];

function makeLane(id: string, index: number, count: number, hz: number): Lane {
  const [operation = "", via = "", connection = ""] = id.split("/");
  const periodMs = 1_000 / hz;
  return {
    index,
    id,
    operation,
    via: via === "api" ? "lb" : via,
    connection: connection === "reused" ? "reused" : "new",
    periodMs,
    offsetMs: (index / count) * periodMs,
    seed: index + 1,
    deadlineMs: 10_000,
    host: "127.0.0.1",
    port: 6443,
  };
}

function laneSamples(lane: Lane, story: Story): Sample[] {
  const random = createRandom((story.seed ?? 1) * 1_000 + lane.index);
  const attempts = Math.floor((story.durationMs ?? 12_000) / lane.periodMs);
  return Array.from({ length: attempts }, (_, number) => {
    const scheduled = number * lane.periodMs + lane.offsetMs + random() * lane.periodMs * 0.5;
    const direct = storyBackends.indexOf(lane.via);
    const backend = direct >= 0 ? direct : lane.connection === "reused" ? 0 : Math.floor(random() * 3);
    const latency = 4 + random() * 12;
    const fate = story.fate?.({ lane: lane.id, at: scheduled, number, backend, random }) ?? {};
    const { latencyMs = latency, ...rest } = fate;
    const started = scheduled + random();
    const usual = {
      outcome: "ok" as const,
      backend,
      connection: lane.connection === "reused" ? lane.index : lane.index + 100 * (number + 1),
      status: 200,
      ...ordinaryDetail(lane, number),
    };
    return {
      lane: lane.index,
      scheduled,
      started,
      connected: started + 2,
      ended: started + latencyMs,
      ...usual,
      ...rest,
    };
  });
}

function ordinaryDetail(lane: Lane, number: number): Pick<Sample, "revision" | "detail"> {
  if (lane.operation === "write")
    return { revision: 1_000 + number, detail: `written-${lane.index}-0-${number % 8} ${lane.index}-${number}` };
  if (lane.operation === "etcd-status") return { revision: 4, detail: `8e9e05c52164694d ${2_000 + number}` };
  if (lane.operation.startsWith("workload-")) return { detail: `workload-6d4b75cb6d-${"abc"[number % 3]}` };
  return { revision: 1_000 };
}

function ordinaryEvents(lanes: readonly Lane[], story: Story): JournalEvent[] {
  const end = (story.durationMs ?? 12_000) + 50;
  const steady = { type: "steady-state" as const, ok: true, checks: [{ name: "nodes", ok: true, detail: "6 Ready" }] };
  const seconds = Array.from({ length: Math.floor(end / 1_000) }, (_, second) => second * 1_000 + 900);
  return [
    runStart(story),
    { type: "cluster", at: 0, cluster: storyCluster, reused: false },
    { type: "settings", at: 0, settings: stockSettings },
    { ...steady, at: 0, when: "before" },
    { type: "lanes", at: 0, lanes: [...lanes], backends: storyBackends, ...watchLanes(lanes, story) },
    ...seconds.map(prober),
    ...(story.fault === undefined ? [] : faultEvents(story.fault, steady)),
    { ...steady, at: end, when: "end" },
    { type: "run-end", at: end, reason: "completed" },
  ];
}

function watchLanes(lanes: readonly Lane[], story: Story): { watches?: WatchLane[] } {
  const observers = Object.keys(story.observer ?? {});
  if (story.watch === undefined && observers.length === 0) return {};
  const path = { via: "lb", connection: "reused" as const, host: "127.0.0.1", port: 6443 };
  const operations = [...(story.watch === undefined ? [] : ["watch"]), ...observers];
  return {
    watches: operations.map((operation, number) => {
      const index = lanes.length + number;
      return { index, id: `${operation}/api/reused`, operation, seed: 1, idleMs: 10_000, ...path };
    }),
  };
}

/** Told in batches, as the probing process does it. */
function watchEvents(arrivals: readonly WatchArrival[], lane: number): JournalEvent[] {
  const batches = Map.groupBy(arrivals, ({ at }) => Math.ceil(at / 100) * 100);
  return [...batches].map(([at, batch]) => ({ type: "watch", at, lane, arrivals: batch.map(toWatchRow) }));
}

function runStart(story: Story): EventOf<"run-start"> {
  return {
    type: "run-start",
    at: 0,
    version: journalVersion,
    run: "story-20261123T110000Z",
    scenario: "story",
    summary: "A run made up for a test.",
    startedAt: "2026-11-23T11:00:00.000Z",
    seed: story.seed ?? 1,
    harness: "0.1.0",
    node: "v24.0.0",
    host: { cpus: 2 },
    steps:
      story.fault === undefined
        ? ["hold 12s: nothing is broken"]
        : ["hold 4s: calm", `${story.fault.id}: process-kill etcd`],
    guarantees: story.guarantees.map(({ guarantee, params }) => ({ guarantee, params: { ...params } })),
  };
}

function prober(at: number): JournalEvent {
  const figures = {
    loopDelayP99Ms: 11.2,
    loopDelayMaxMs: 14,
    cpuShare: 0.09,
    lateStarts: 0,
    dropped: 0,
    memoryMb: 92,
    selfProbeFailures: 0,
  };
  return { type: "prober-health", at, ...figures };
}

function faultEvents(fault: StoryFault, steady: Omit<EventOf<"steady-state">, "at" | "when">): JournalEvent[] {
  const { id } = fault;
  const sustained = fault.healingAt !== undefined;
  const evidence = { proven: fault.proven ?? true, detail: "etcd is gone: its process is not there" };
  return [
    {
      type: "fault-intent",
      at: fault.injectingAt - 1,
      id,
      fault: sustained ? "component-stop" : "process-kill",
      description: sustained ? "etcd stopped and held down" : "etcd killed with SIGKILL",
      target: "an etcd member",
      nodes: ["control-plane2"],
      sustained,
      inject: [{ do: "exec", node: "kc-story-control-plane2", argv: ["kill", "-9", "42"] }],
      undo: [],
    },
    { type: "fault-injecting", at: fault.injectingAt, id },
    { type: "fault-active", at: fault.activeAt, id, evidence },
    ...(fault.healingAt === undefined ? [] : [{ type: "fault-healing" as const, at: fault.healingAt, id }]),
    { type: "fault-healed", at: fault.healedAt, id, evidence: { proven: true, detail: "etcd answers again" } },
    ...(fault.steadyAt === undefined ? [] : [{ ...steady, at: fault.steadyAt, when: "after" as const, faultId: id }]),
  ];
}

function byTime(a: { at: number }, b: { at: number }): number {
  return a.at - b.at;
}
