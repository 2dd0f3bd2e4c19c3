import { failoverWithin } from "../../src/guarantees/failover-within.ts";
import { noNeedlessEvictions } from "../../src/guarantees/no-needless-evictions.ts";
import { noStaleReads } from "../../src/guarantees/no-stale-reads.ts";
import { recoveryPoint } from "../../src/guarantees/recovery-point.ts";
import { servedWithin } from "../../src/guarantees/served-within.ts";
import type { JournalEvent, Pod } from "../../src/model/event.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { heldFault } from "./lane-stories.ts";
import { type Attempt, type Fate, type Story, storyBackends } from "./timeline-builder.ts";

/** A read of what the writing lane, the first, wrote a period ago. */
function read({ lane, number }: Attempt): Fate | undefined {
  if (!lane.startsWith("fresh-read")) return undefined;
  const written = Math.max(0, number - 1);
  return { revision: 1_000 + written, detail: `written-0-0-${written % 8}` };
}

const fresh = (fate: Story["fate"] = () => undefined): Story => ({
  lanes: ["write/api/new", "fresh-read/api/new"],
  guarantees: [noStaleReads()],
  fault: heldFault,
  fate: (attempt) => ({ ...read(attempt), ...fate(attempt) }),
});

const holders = ["kc-story-control-plane2_1f0c", "kc-story-control-plane3_77ab"];

/** The controller manager's lease passes to another so long after the fault; it is renewed every 2 s. */
const takeover = (tookMs: number, limit?: string): Story => ({
  lanes: ["lease/api/reused"],
  guarantees: [failoverWithin({ component: "controller-manager", during: "kill", ...(limit && { limit }) })],
  fault: { id: "kill", injectingAt: 4_000, activeAt: 4_100, healedAt: 7_000, steadyAt: 9_000 },
  durationMs: 40_000,
  fate: ({ at, number }) => {
    const taken = number % 2 === 0 && at >= 4_000 + tookMs;
    const renewed = number % 2 === 1 || taken ? at : Math.min(at, 3_900);
    const renewTime = new Date(Date.UTC(2026, 10, 23, 11) + 2_000 * Math.floor(renewed / 2_000)).toISOString();
    const lease = number % 2 === 0 ? "kube-controller-manager" : "kube-scheduler";
    const revision = 1_000 + Math.floor(renewed / 2_000) + (taken ? 100 : 0);
    return { revision, detail: `${lease} ${taken ? 1 : 0} ${renewTime} ${holders[taken ? 1 : 0]}` };
  },
});

const pod = (name: string, node: string, change: Partial<Pod> = {}): Pod => ({
  namespace: "kube-system",
  name,
  uid: `uid-${name}`,
  node,
  phase: "Running",
  ready: true,
  restarts: 0,
  owner: "ReplicaSet",
  deleting: false,
  tolerationMs: 300_000,
  ...change,
});

const pods = [
  pod("coredns-1", "worker"),
  pod("coredns-2", "worker2"),
  pod("kube-proxy-1", "worker", { owner: "DaemonSet" }),
  pod("etcd-control-plane2", "control-plane2", { owner: "Node" }),
];

const moved = (after: readonly Pod[], events: readonly JournalEvent[] = []): Story => ({
  lanes: ["readyz/control-plane/new"],
  guarantees: [noNeedlessEvictions()],
  fault: heldFault,
  events: [
    { type: "pods", at: 10, when: "begin", pods },
    { type: "pods", at: 12_010, when: "end", pods: [...after] },
    ...events,
  ],
});

const eviction: JournalEvent = {
  type: "eviction",
  at: 12_020,
  namespace: "default",
  pod: "web-7",
  reason: "TaintManagerEviction",
  message: "Marking for deletion Pod default/web-7",
};

/** A snapshot at 2 to 2.2 s, the data lost at 4 s and restored at 9.4 s; every API server shows the same of 120 writes. */
const restored = (keep: (number: number) => boolean, change: Partial<Story> = {}): Story => ({
  lanes: ["write/api/new"],
  hz: 40,
  guarantees: [recoveryPoint({ snapshot: "before", during: "held", limit: "7s" })],
  fault: heldFault,
  events: [
    {
      type: "procedure",
      at: 2_000,
      id: "before",
      procedure: "etcd-snapshot",
      description: "etcd snapshot saved and copied to every member",
      target: "the etcd leader",
      nodes: ["control-plane"],
      actions: [],
    },
    { type: "procedure-done", at: 2_200, id: "before", evidence: { proven: true, detail: "a whole snapshot" } },
    ...storyBackends.map((server): JournalEvent => {
      const objects: Record<string, string[]> = {};
      for (let number = 0; number < 480; number += 1) {
        const object = `written-0-0-${number % 8}`;
        if (keep(number)) objects[object] = [...(objects[object] ?? []), `0-${number}`];
      }
      return { type: "written-objects", at: 12_020, apiServer: server, complete: true, objects };
    }),
  ],
  fate: ({ at }) => (at > 3_950 && at < 9_500 ? { outcome: "unknown", error: "hang" } : undefined),
  ...change,
});

/** Asked for a fourth replica at 2 to 2.3 s, which first can answer some time after that. */
const scaled = (servesAt: number, limit = "4s"): Story => ({
  lanes: ["workload-http/worker/new", "workload-dns/worker2/new"],
  guarantees: [servedWithin({ after: "scale", limit })],
  events: [
    {
      type: "workload",
      at: 5,
      namespace: "kind-chaos-x",
      image: "coredns",
      replicas: ["a", "b", "c"].map((name, index) => ({ pod: `workload-6d4b75cb6d-${name}`, node: `worker${index}` })),
    },
    {
      type: "procedure",
      at: 2_000,
      id: "scale",
      procedure: "scale-deployment",
      description: "Deployment workload scaled to 4 replicas",
      target: "control plane 1",
      nodes: ["control-plane"],
      actions: [],
    },
    { type: "procedure-done", at: 2_300, id: "scale", evidence: { proven: true, detail: "4 replicas wanted" } },
  ],
  fate: ({ at, number }) => (at >= servesAt && number % 4 === 0 ? { detail: "workload-6d4b75cb6d-new" } : undefined),
});

/** Stories of the guarantees that look at objects: their versions, leases, pods and snapshots. */
export const objectStories: Readonly<Record<string, Readonly<Record<Outcome, Story>>>> = {
  "no-stale-reads": {
    pass: fresh(),
    fail: fresh(({ lane, number }) => (lane.startsWith("fresh") && number === 70 ? { revision: 1_061 } : undefined)),
    inconclusive: fresh(({ lane, at }) =>
      lane.startsWith("fresh") && at > 4_000 ? { outcome: "failed", error: "hang", revision: undefined } : undefined,
    ),
  },
  "failover-within": {
    pass: takeover(16_500),
    fail: takeover(30_000),
    inconclusive: takeover(16_500, "16500ms"),
  },
  "no-needless-evictions": {
    pass: moved(pods.map((one) => (one.owner === "Node" ? { ...one, uid: "uid-made-anew" } : one))),
    fail: moved([...pods.slice(1), pod("coredns-3", "worker3")]),
    inconclusive: moved(pods, [eviction]),
  },
  "served-within": {
    pass: scaled(5_000),
    fail: scaled(11_000),
    inconclusive: scaled(5_800),
  },
  "recovery-point": {
    pass: restored((number) => number < 84 || number > 370),
    fail: restored((number) => number < 60 || number > 370),
    inconclusive: restored(() => true, { events: [] }),
  },
};
