import type { FailoverPhase, Requests } from "../../model/failover.ts";
import type { Sample } from "../../model/sample.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";
import { asksWorkload } from "../../model/workload.ts";
import { outagesIn } from "../outages/figures.ts";
import { answerWithinMs, type FoundOutage, findOutages, longestOutage } from "../outages/outages.ts";
import { counted, describeCounts } from "../statistics/format.ts";
import { tenth } from "../statistics/statistics.ts";
import { type Stretch, samplesIn } from "../timeline/stretches.ts";
import { type Bounds, phase } from "./failover-phase.ts";

/**
 * What clients miss, the dearest first: the first of these that a run has lanes of stands for the service, of which lanes
 * that are slower than the least outage tell nothing where others are there.
 */
const services = ["write", "quorum-read", "consistent-list", "readyz"];

/** A shorter time without an answer is no phase: a few attempts in a row may all have met the same dead API server. */
const leastOutageMs = 500;

/** The longest time in which no lane of a service had an answer: what came last before it, and first after it. */
export function outagePhases(
  { tracks }: Timeline,
  stretch: Stretch,
  way: string,
  goesThere: (track: LaneTrack) => boolean,
): FailoverPhase[] {
  const there = tracks.filter(goesThere);
  const quick = there.filter(({ lane }) => lane.periodMs <= leastOutageMs);
  const has = (some: readonly LaneTrack[]) => (name: string) => some.some(({ lane }) => lane.operation === name);
  const operation = services.find(has(quick)) ?? services.find(has(there));
  const samples = there
    .filter(({ lane }) => lane.operation === operation)
    .flatMap((track) => track.all)
    .toSorted((a, b) => a.started - b.started);
  const outage = longestOutage(outagesIn(findOutages(samples, { withinMs: answerWithinMs }), stretch));
  if (outage === undefined || outage.atLeastMs < leastOutageMs) return [];
  const told = `${counted(outage.attempts, "attempt")} of ${operation} without an answer in time (${describeCounts(outage.errors)})`;
  return [
    phase(`last success ${way}`, lastSuccess(samples, outage, stretch), undefined, told),
    phase(`first success ${way}`, firstSuccess(samples, outage, stretch), undefined, told),
  ];
}

/** It met the working server between its start and its end; before the injection both are negative. */
function lastSuccess(samples: readonly Sample[], outage: FoundOutage, stretch: Stretch): Bounds {
  const last = samples.find((sample) => tenth(sample.started) === outage.from && sample.outcome === "ok");
  return [outage.from - stretch.from, (last?.ended ?? outage.from) - stretch.from];
}

function firstSuccess(samples: readonly Sample[], outage: FoundOutage, stretch: Stretch): Bounds {
  const lastFailed = outage.samples.at(-1)?.started ?? stretch.from;
  const after = samples.find((sample) => sample.started > lastFailed && sample.outcome === "ok");
  const to = outage.to ?? (after === undefined ? null : after.ended);
  return [Math.max(0, lastFailed - stretch.from), to === null ? null : to - stretch.from];
}

/**
 * How many requests the workload served and lost in a stretch, on all lanes but those through the nodes that were hit:
 * a client that comes through a lost node is lost with it, wherever the replicas are. Null where there were none.
 */
export function requestsOf({ tracks }: Timeline, stretch: Stretch): Requests | null {
  const attempts = tracks
    .filter(({ lane }) => asksWorkload(lane.operation) && lane.operation !== "workload-lookup")
    .filter(({ lane }) => !stretch.fault?.nodes.includes(lane.via))
    .flatMap(({ samples }) => samplesIn(samples, stretch));
  if (attempts.length === 0) return null;
  const served = attempts.filter(({ outcome }) => outcome === "ok").length;
  return { served, lost: attempts.length - served };
}
