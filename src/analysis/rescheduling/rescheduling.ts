import type { FailoverPhase } from "../../model/failover.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { asksWorkload, ofWorkload } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import type { Moment } from "../timeline/revision-clock.ts";
import type { Stretch } from "../timeline/stretches.ts";
import { shortName } from "../timeline/timeline.ts";
import type { Sighting } from "../watch/known-objects.ts";
import type { PodState } from "../watch/observers.ts";
import { type Expected, since, told } from "./failover-phase.ts";
import { nodePhases } from "./node-phases.ts";
import { type ReschedulingLimits, reschedulingLimits } from "./rescheduling-limits.ts";

type PodSighting = Sighting<PodState>;

/** Replicas whose way is told one by one; of more it would be the same again. */
const mostReplicas = 3;

/**
 * What became of the nodes that a fault took away, and the way of each replica on them to its replacement, from two
 * observers: streams of nodes, pods and EndpointSlices, dated by etcd's own order, and the answers of the workload
 * itself. Empty where nobody observed it or nothing came of it.
 */
export function reschedulingPhases(facts: Facts, stretch: Stretch, fault: FaultRecord): FailoverPhase[] {
  const from = fault.injectingAt ?? stretch.from;
  const isReplica = ofWorkload(facts.workload());
  const pods = facts.pods().sightings.filter(({ state }) => isReplica(state));
  // An earlier fault may have moved them: what counts is who was where when this one struck.
  const there = facts.replicaMoments().findLast(({ when }) => when[1] <= from)?.replicas ?? [];
  const lost = there.filter(({ node, deleting }) => fault.nodes.includes(node) && !deleting).slice(0, mostReplicas);
  const known = new Set(there.map(({ name }) => name));
  const fresh = pods.filter(({ when, state }) => when[1] > from && when[0] < stretch.to && !known.has(state.name));
  const newcomers = [...new Set(fresh.map(({ state }) => state.name))];
  return [
    ...fault.nodes.flatMap((node) => nodePhases(facts, node, stretch, fault)),
    ...lost.flatMap(({ name: pod, node }, index) => {
      const marked = after(pods, from, (state) => state.name === pod && state.deleting !== undefined);
      // A replica that was not taken away went on, or came back with its node.
      if (marked === undefined || marked.when[0] > stretch.to) return [];
      const one = { pod, node, from };
      const expected = wasLost(facts, one, marked.when[1]) ? reschedulingLimits(facts, fault) : undefined;
      return [
        ...lossPhases(facts, one, marked, expected),
        ...replacementPhases(facts, newcomers[index], from, pods, expected),
      ];
    }),
  ];
}

/** A replica that was lost, its node, and when. */
interface Lost {
  readonly pod: string;
  readonly node: string;
  readonly from: number;
}

function lossPhases(
  facts: Facts,
  { pod, node, from }: Lost,
  marked: PodSighting,
  expected: ReschedulingLimits | undefined,
): FailoverPhase[] {
  const isOwnSlice = ofWorkload(facts.workload());
  const slices = facts.slices().sightings.filter(({ state }) => isOwnSlice(state));
  const out = after(slices, from, (state) => state.gone || !state.ready.includes(pod));
  const name = nickname(pod);
  const last = answersOf(facts, pod).at(-1);
  return [
    ...told(`${name}: last answer`, last && [last.started, last.ended], from, `of ${pod} on ${node}`),
    ...told(`${name}: out of the EndpointSlice`, out?.when, from, "", expected?.outOfSlice),
    ...told(`${name}: marked for deletion`, marked.when, from, "", expected?.marked),
  ];
}

/**
 * Whether a node was seen lost before a moment: who is evicted from one that is there was asked to go, and no setting
 * says when.
 */
function wasLost(facts: Facts, { node, from }: Lost, before: number): boolean {
  return facts
    .nodes()
    .sightings.some(
      ({ when, state }) =>
        shortName(facts.cluster, state.name) === node && state.ready !== "True" && when[1] > from && when[0] < before,
    );
}

function replacementPhases(
  facts: Facts,
  pod: string | undefined,
  from: number,
  pods: readonly PodSighting[],
  expected: ReschedulingLimits | undefined,
): FailoverPhase[] {
  if (pod === undefined) return [];
  const own = pods.filter(({ state }) => state.name === pod);
  const scheduled = own.find(({ state }) => state.node !== "");
  const started = own.find(({ state }) => state.started !== undefined);
  const served = facts.slices().sightings.find(({ state }) => state.ready.includes(pod));
  const [first] = answersOf(facts, pod);
  const ready = own.find(({ state }) => state.ready);
  const name = nickname(pod);
  const made = own[0] && since(own[0].state.created, facts, from);
  const place = scheduled && `to ${shortName(facts.cluster, scheduled.state.node)}`;
  const begun = started && since(started.state.started, facts, from);
  const work = facts.eventsOf("procedure").filter(({ at }) => at > from);
  // What comes after an operator's work may have come by it: no setting says when.
  const step = (what: string, when: Moment | undefined, words: string | undefined, limit: Expected) => {
    const by = when && work.find(({ at }) => at < when[1]);
    const summary = [words, by && `after ${by.id} was begun`].filter(Boolean).join("; ");
    return told(`${name}: ${what}`, when, from, summary, by === undefined ? limit : undefined);
  };
  return [
    ...step("created", own[0]?.when, made, expected?.started),
    ...step("scheduled", scheduled?.when, place, expected?.started),
    ...step("container started", started?.when, begun, expected?.started),
    ...step("Ready", ready?.when, "", expected?.started),
    ...step("in the EndpointSlice", served?.when, "", expected?.started),
    ...step("first answer", first && [first.started, first.ended], `of ${pod}`, expected?.answered),
  ];
}

function after<State>(
  all: readonly Sighting<State>[],
  from: number,
  is: (state: State) => boolean | undefined,
): Sighting<State> | undefined {
  return all.find(({ when, state }) => when[1] > from && is(state));
}

function answersOf(facts: Facts, pod: string) {
  return facts.tracks
    .filter(({ lane }) => asksWorkload(lane.operation))
    .flatMap(({ all }) => all.filter(({ outcome, detail }) => outcome === "ok" && detail === pod))
    .toSorted((a, b) => a.started - b.started);
}

/** The last part of a pod's name. */
function nickname(pod: string): string {
  return `replica ${pod.split("-").at(-1)}`;
}
