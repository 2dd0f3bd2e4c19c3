import { formatMs } from "../model/duration.ts";
import type { FailoverPhase } from "../model/report.ts";
import type { FaultRecord, Timeline } from "../model/timeline.ts";
import type { Bound } from "./bound.ts";
import { computeBound } from "./bounds.ts";
import { phase } from "./failover-phase.ts";
import type { Moment } from "./revision-clock.ts";
import { eventsOf, shortName } from "./timeline.ts";
import type { Window } from "./windows.ts";
import { nodeState, podState, type Sighting, sightings, sliceState } from "./witnesses.ts";

/** Kubernetes' default node-eviction-rate: one node of a zone in 10 s (kube-controller-manager). */
const betweenTaintsMs = 10_000;

type PodSighting = Sighting<ReturnType<typeof podState.parse>>;

/** Replicas whose way is told one by one; of more it would be the same again. */
const mostReplicas = 3;

/**
 * The way of each replica that a fault took away to its replacement, from two witnesses: streams of nodes, pods and EndpointSlices, dated by etcd's own order, and
 * the answers of the workload itself. Empty where no replica was replaced or nobody witnessed it.
 */
export function reschedulingPhases(timeline: Timeline, window: Window, fault: FaultRecord): FailoverPhase[] {
  const replicas = eventsOf(timeline.events, "workload").at(-1)?.replicas ?? [];
  const lost = replicas.filter(({ node }) => fault.nodes.includes(node)).slice(0, mostReplicas);
  if (lost.length === 0) return [];
  const pods = sightings(timeline, "watch-pods", podState);
  const known = new Set(replicas.map(({ pod }) => pod));
  const from = fault.injectingAt ?? window.from;
  const newcomers = [
    ...new Set(
      pods.filter(({ when, state }) => when[1] > from && !known.has(state.name)).map(({ state }) => state.name),
    ),
  ];
  return lost.flatMap(({ pod, node }, index) => {
    const marked = after(pods, from, (state) => state.name === pod && state.deleting !== undefined);
    // A replica that was not taken away went on, or came back with its node.
    if (marked === undefined) return [];
    return [
      ...lossPhases(timeline, { pod, node, from, together: fault.nodes.length }, marked),
      ...replacementPhases(timeline, newcomers[index], from, pods),
    ];
  });
}

/** A replica that was lost, its node, and when. */
interface Lost {
  readonly pod: string;
  readonly node: string;
  readonly from: number;
  /** Nodes that were lost at once. */
  readonly together: number;
}

function lossPhases(timeline: Timeline, { pod, node, from, together }: Lost, marked: PodSighting): FailoverPhase[] {
  const nodes = sightings(timeline, "watch-nodes", nodeState);
  const ofNode = (state: { name: string }) => shortName(timeline.cluster, state.name) === node;
  const slices = sightings(timeline, "watch-endpoints", sliceState);
  const notReady = after(nodes, from, (state) => ofNode(state) && state.ready !== "True");
  const tainted = after(
    nodes,
    from,
    (state) => ofNode(state) && state.taints.some((taint) => taint.endsWith(":NoExecute")),
  );
  const out = after(slices, from, (state) => !state.ready.includes(pod));
  const name = nickname(pod);
  const answers = answersOf(timeline, pod);
  const last = answers.findLast(({ started }) => started < marked.when[1]);
  const expected = (bound: "node-not-ready" | "node-eviction") =>
    timeline.settings && computeBound(bound, timeline.settings);
  return [
    ...told(`${name}: last answer`, last && [last.started, last.ended], from, `of ${pod} on ${node}`),
    ...told(
      `${name}: its node NotReady`,
      notReady?.when,
      from,
      since(notReady?.state.readySince, timeline, from),
      expected("node-not-ready"),
    ),
    ...told(`${name}: its node tainted`, tainted?.when, from, tainted?.state.taints.join(", ") ?? ""),
    ...told(`${name}: out of the EndpointSlice`, out?.when, from, ""),
    ...told(`${name}: marked for deletion`, marked.when, from, "", inTurn(expected("node-eviction"), together)),
  ];
}

/** Nodes of one zone are tainted one after the other, so that the last of them is later than its own settings say. */
function inTurn(bound: Bound | undefined, nodes: number): Bound | undefined {
  if (bound === undefined || nodes < 2) return bound;
  const [least, most] = bound.expectedMs;
  const from = `${bound.from}; ${nodes} nodes tainted one after the other, ${formatMs(betweenTaintsMs)} apart`;
  return { ...bound, expectedMs: [least, most + (nodes - 1) * betweenTaintsMs], from };
}

function replacementPhases(
  timeline: Timeline,
  pod: string | undefined,
  from: number,
  pods: readonly PodSighting[],
): FailoverPhase[] {
  if (pod === undefined) return [];
  const own = pods.filter(({ state }) => state.name === pod);
  const scheduled = own.find(({ state }) => state.node !== "");
  const started = own.find(({ state }) => state.started !== undefined);
  const served = sightings(timeline, "watch-endpoints", sliceState).find(({ state }) => state.ready.includes(pod));
  const [first] = answersOf(timeline, pod);
  const name = nickname(pod);
  return [
    ...told(`${name}: created`, own[0]?.when, from, since(own[0]?.state.created, timeline, from)),
    ...told(
      `${name}: scheduled`,
      scheduled?.when,
      from,
      scheduled === undefined ? "" : `to ${shortName(timeline.cluster, scheduled.state.node)}`,
    ),
    ...told(`${name}: container started`, started?.when, from, since(started?.state.started, timeline, from)),
    ...told(`${name}: Ready`, own.find(({ state }) => state.ready)?.when, from, ""),
    ...told(`${name}: in the EndpointSlice`, served?.when, from, ""),
    ...told(`${name}: first answer`, first && [first.started, first.ended], from, `of ${pod}`),
  ];
}

function after<State>(
  all: readonly Sighting<State>[],
  from: number,
  is: (state: State) => boolean,
): Sighting<State> | undefined {
  return all.find(({ when, state }) => when[1] > from && is(state));
}

function answersOf(timeline: Timeline, pod: string) {
  return timeline.tracks
    .filter(({ lane }) => lane.operation.startsWith("workload-"))
    .flatMap(({ all }) => all.filter(({ outcome, detail }) => outcome === "ok" && detail === pod))
    .toSorted((a, b) => a.started - b.started);
}

function told(
  name: string,
  when: Moment | undefined,
  from: number,
  summary: string,
  expected?: Parameters<typeof phase>[2],
): FailoverPhase[] {
  if (when === undefined) return [];
  return [phase(name, [Math.max(0, when[0] - from), Math.max(0, when[1] - from)], expected, summary)];
}

/** What the object itself says of the time, which is in whole seconds of another clock. */
function since(time: string | undefined, { start }: Timeline, from: number): string {
  const at = Date.parse(time ?? "") - Date.parse(start.startedAt);
  return Number.isNaN(at) ? "" : `${((at - from) / 1_000).toFixed(1)} s by the object's own word (whole seconds)`;
}

/** The last part of a pod's name. */
function nickname(pod: string): string {
  return `replica ${pod.split("-").at(-1)}`;
}
