import type { EventOf, JournalEvent } from "../../model/event.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";
import { contradictionsOf } from "../contradictions/contradictions.ts";
import { coverage, instrument } from "../coverage/coverage.ts";
import { leaderSightings, memberNodes } from "../etcd/etcd-status.ts";
import { leaderTermsOf } from "../etcd/leader-terms.ts";
import { answerWithinMs, type FoundOutage, findOutages, mostApartMs } from "../outages/outages.ts";
import { failoversOf } from "../rescheduling/failover.ts";
import { replicaMoments } from "../rescheduling/replicas.ts";
import { RevisionClock } from "../timeline/revision-clock.ts";
import { stretchesOf } from "../timeline/stretches.ts";
import { lateStarts } from "../verdict/late-starts.ts";
import { objectHistory } from "../watch/object-history.ts";
import { nodeState, podState, sliceState } from "../watch/observers.ts";
import { followWatches } from "../watch/watch.ts";
import { nodeWitness, podWitness, replicaWitness, sliceWitness } from "../watch/witnesses.ts";
import type { Facts } from "./facts.ts";

/** The facts about a run; nothing is computed before it is asked for. */
export function factsOf(timeline: Timeline): Facts {
  const byType = once(() => Map.groupBy(timeline.events, ({ type }) => type));
  const clock = once(() => new RevisionClock(timeline));
  const nodes = once(() => memberNodes(timeline));
  const facts: Facts = {
    ...timeline,
    eventsOf: <Type extends JournalEvent["type"]>(type: Type) => (byType().get(type) ?? []) as EventOf<Type>[],
    workload: () => facts.eventsOf("workload").at(-1),
    stretches: once(() => stretchesOf(timeline)),
    stretch: (name) => facts.stretches().find((stretch) => stretch.name === name),
    outagesOf: knownOutages(),
    coverageOf: coverage(timeline),
    silentInstrument: once(() => instrument(facts, timeline)),
    followedWatches: once(() => followWatches(timeline)),
    nodes: once(() => objectHistory(timeline, "watch-nodes", nodeState, clock(), nodeWitness(timeline))),
    pods: once(() => objectHistory(timeline, "watch-pods", podState, clock(), podWitness(timeline))),
    slices: once(() => objectHistory(timeline, "watch-endpoints", sliceState, clock(), sliceWitness(timeline))),
    replicas: once(() => objectHistory(timeline, "watch-pods", podState, clock(), replicaWitness(timeline))),
    replicaMoments: once(() => replicaMoments(timeline, facts.replicas())),
    leaderSightings: once(() => leaderSightings(timeline)),
    leaderTerms: once(() => leaderTermsOf(timeline, facts.nodeOfMember)),
    nodeOfMember: (memberId) => nodes().get(memberId),
    lateStarts: once(() => lateStarts(timeline)),
    contradictions: once(() => contradictionsOf(facts)),
    failovers: once(() => failoversOf(facts)),
  };
  return facts;
}

/** A function that computes its value when it is first called, and returns the same from then on. */
function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** Several parts of a report ask for the same lane's outages, and a lane can hold a million samples. */
function knownOutages(): Facts["outagesOf"] {
  const known = new Map<LaneTrack, Map<number, readonly FoundOutage[]>>();
  return (track, withinMs = answerWithinMs) => {
    const ofTrack = known.get(track) ?? new Map<number, readonly FoundOutage[]>();
    const outages = ofTrack.get(withinMs) ?? findOutages(track.all, { withinMs, apartMs: mostApartMs([track]) });
    known.set(track, ofTrack.set(withinMs, outages));
    return outages;
  };
}
