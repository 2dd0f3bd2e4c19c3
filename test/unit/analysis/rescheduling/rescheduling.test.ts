import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import type { Timeline, WatchTrack } from "../../../../src/model/timeline.ts";
import type { Observed } from "../../../../src/model/watch.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";

const lost = "workload-6d4b75cb6d-a";
const fresh = "workload-6d4b75cb6d-new";
const replicas = ["a", "b", "c"].map((name, index) => ({
  pod: `workload-6d4b75cb6d-${name}`,
  node: `worker${index === 0 ? "" : index + 1}`,
}));
const workload: JournalEvent = {
  type: "workload",
  at: 5,
  namespace: "kind-chaos-x",
  image: "coredns",
  maxUnavailable: 1,
  replicas,
};

/** The worker of replica a is lost at 4 s; a replacement answers from 30 s on. */
const story: Story = {
  lanes: ["write/api/reused", "workload-http/worker2/new"],
  guarantees: [],
  durationMs: 45_000,
  fault: { id: "lost", injectingAt: 4_000, activeAt: 4_100, healingAt: 36_000, healedAt: 37_000, steadyAt: 40_000 },
  events: [workload],
  change: (event) => (event.type === "fault-intent" ? { ...event, nodes: ["worker"] } : event),
  fate: ({ lane, at, number }) => {
    if (lane.startsWith("write")) return { revision: 1_000 + 10 * number };
    if (number % 3 !== 0) return { detail: `workload-6d4b75cb6d-${number % 3 === 1 ? "b" : "c"}` };
    if (at < 4_000) return { detail: lost };
    return at < 30_000 ? { outcome: "failed", error: "hang", latencyMs: 1_000 } : { detail: fresh };
  },
};

/**
 * Streams at two API servers tell the same, the second 40 ms later; each event right after the write whose revision it
 * follows.
 */
function observed(operation: string, events: readonly (readonly [write: number, state: Observed])[]): WatchTrack[] {
  return [0, 40].map((lateMs, index) => ({
    lane: { index: 90 + index, id: `${operation}/${index}/http2`, operation } as WatchTrack["lane"],
    arrivals: events.map(([write, object]) => ({
      at: write * 100 + 60 + lateMs,
      kind: "event",
      revision: 1_001 + 10 * write,
      object,
    })),
  }));
}

const node = (ready: string, ...taints: string[]) => ({ name: "worker", ready, readySince: "", taints });
const pod = (name: string, state: Observed) => ({ name, node: "", ready: false, created: "", ...state });

function timeline(...work: JournalEvent[]): Timeline {
  const watches = [
    ...observed("watch-nodes", [
      [10, node("True")],
      [220, node("Unknown")],
      [225, node("Unknown", "node.kubernetes.io/unreachable:NoExecute")],
    ]),
    ...observed("watch-endpoints", [
      [5, { name: "workload-x", ready: replicas.map((one) => one.pod) }],
      [222, { name: "workload-x", ready: replicas.slice(1).map((one) => one.pod) }],
      [298, { name: "workload-x", ready: [...replicas.slice(1).map((one) => one.pod), fresh] }],
    ]),
    ...observed("watch-pods", [
      [2, pod(lost, { node: "worker", ready: true })],
      [275, pod(lost, { node: "worker", deleting: "2026-11-23T11:00:30Z" })],
      [276, pod(fresh, {})],
      [278, pod(fresh, { node: "worker3" })],
      [290, pod(fresh, { node: "worker3", started: "2026-11-23T11:00:29Z" })],
      [296, pod(fresh, { node: "worker3", started: "2026-11-23T11:00:29Z", ready: true })],
    ]),
  ];
  return { ...buildTimeline(buildJournal({ ...story, events: [workload, ...work] })), watches };
}

test("the way of a lost replica to its replacement, each step dated by etcd's own order", () => {
  const [failover] = factsOf(timeline()).failovers();
  const phases = (failover?.phases ?? []).filter(({ phase }) => /^(replica|worker)/.test(phase));
  expect(phases.map(({ phase }) => phase)).toEqual([
    "replica a: last answer",
    "worker NotReady",
    "replica a: out of the EndpointSlice",
    "worker tainted",
    "replica a: marked for deletion",
    "replica new: created",
    "replica new: scheduled",
    "replica new: container started",
    "replica new: Ready",
    "replica new: in the EndpointSlice",
    "replica new: first answer",
  ]);
  const truth = [220, 222, 225, 275, 276, 278, 290, 296, 298].map((write) => write * 100 - 4_000);
  phases.slice(1, -1).forEach(({ measuredMs: [atLeastMs, atMostMs] }, index) => {
    // The event came within the period after its write's own, which began somewhere in its period.
    expect(atLeastMs).toBeLessThanOrEqual((truth[index] ?? 0) + 200);
    expect(atMostMs ?? 0).toBeGreaterThanOrEqual((truth[index] ?? 0) - 100);
    expect((atMostMs ?? Number.POSITIVE_INFINITY) - atLeastMs).toBeLessThanOrEqual(250);
  });
  expect(phases[1]).toMatchObject({ state: "deviating" });
  expect(phases.at(-1)?.measuredMs[0]).toBeGreaterThan(25_900);
});

test("requests of the workload are counted from the injection to the steady state", () => {
  const [failover] = factsOf(timeline()).failovers();
  const { served = 0, lost = 0 } = failover?.requests ?? {};
  // Every third of 10 Hz from 4 to 30 s is lost, and nothing of the 10 s after that.
  expect(lost).toBeGreaterThanOrEqual(84);
  expect(lost).toBeLessThanOrEqual(89);
  expect(served + lost).toBeGreaterThanOrEqual(357);
});

test("a replica that is asked to go from a node that is there has no time by which it should", () => {
  const { watches, ...rest } = timeline();
  const drained = watches.filter(({ lane }) => lane.operation !== "watch-nodes");
  const marked = factsOf({ ...rest, watches: drained })
    .failovers()[0]
    ?.phases.find(({ phase }) => /marked/.test(phase));
  expect(marked).toMatchObject({ state: null, expectedMs: null });
});

test("a replica that was not taken away has no such way", () => {
  const { watches, ...rest } = timeline();
  const quiet = watches.filter(({ lane }) => lane.operation !== "watch-pods");
  const [failover] = factsOf({ ...rest, watches: quiet }).failovers();
  expect(failover?.phases.filter(({ phase }) => phase.startsWith("replica"))).toEqual([]);
});

test("what comes after an operator's work is not held against the cluster's settings", () => {
  // After the lost replica was marked at 27.5 s, and before another was made.
  const work = { id: "bypass", procedure: "bypass-webhook", target: "control plane 1", nodes: ["control-plane"] };
  const phasesOf = (...events: JournalEvent[]) =>
    (factsOf(timeline(...events)).failovers()[0]?.phases ?? []).filter(({ phase }) => /^(replica|steady)/.test(phase));
  const alone = phasesOf();
  const helped = phasesOf({
    type: "procedure",
    at: 27_620,
    description: "webhook set to fail open",
    actions: [],
    ...work,
  });
  const steps = ["created", "scheduled", "container started", "Ready", "in the EndpointSlice", "first answer"];
  for (const [index, { phase, state, summary }] of helped.entries()) {
    const isAfter = steps.some((step) => phase === `replica new: ${step}`);
    expect([phase, state]).toEqual([phase, isAfter ? null : alone[index]?.state]);
    expect(summary.includes("after bypass was begun"), phase).toBe(isAfter);
  }
  expect(alone.filter(({ state }) => state !== null).length).toBeGreaterThan(steps.length);
  expect(helped.at(-1)?.summary).toMatch(/; an operator worked meanwhile: bypass$/);
});

test("what an object itself says of the time is put where it was by the engine's clock, whatever that says, or not told", () => {
  const said = (...looks: JournalEvent[]) => {
    const [failover] = factsOf(timeline(...looks)).failovers();
    return failover?.phases.find(({ phase }) => phase === "replica new: container started")?.summary;
  };
  // It says 11:00:29, the run's start is 10:59:58.5 there: 30.5 s after that, and 4 s less after the injection.
  const look = (at: number, told: string): JournalEvent => ({ type: "engine-clock", at: at + 10, askedAt: at, told });
  const looks = [look(10, "2026-11-23T10:59:58.515Z"), look(44_000, "2026-11-23T11:00:42.505Z")];
  expect(said(...looks)).toBe("26.5 to 27.5 s by the object's own word (whole seconds of the engine's machine)");
  expect(said()).toBe("");
  expect(said(look(10, "2026-11-23T10:59:58.515Z"), look(44_000, "2026-11-23T11:20:42.505Z"))).toBe("");
});
