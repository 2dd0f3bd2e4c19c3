import { formatMs } from "../../model/duration.ts";
import type { Failover, FailoverPhase } from "../../model/failover.ts";
import type { Sample } from "../../model/sample.ts";
import type { FaultRecord, LaneTrack, Timeline } from "../../model/timeline.ts";
import { findElection } from "../etcd/elections.ts";
import { askedMembers } from "../etcd/etcd-status.ts";
import type { DerivedLimit } from "../limits/derived-limit.ts";
import { deriveLimit } from "../limits/derived-limits.ts";
import { measureEjection } from "../outages/ejection.ts";
import { outagesIn } from "../outages/figures.ts";
import { answerWithinMs, type FoundOutage, findOutages, longestOutage } from "../outages/outages.ts";
import { counted, describeCounts } from "../statistics/format.ts";
import { tenth } from "../statistics/statistics.ts";
import { findRecovery } from "../timeline/recovery.ts";
import { belongs, type Stretch, stretchesOf } from "../timeline/stretches.ts";
import { type Bounds, phase } from "./failover-phase.ts";
import { findTakeover, type LedComponent, leaseOf } from "./leases.ts";
import { requestsOf } from "./requests.ts";
import { reschedulingPhases } from "./rescheduling.ts";

/** What clients miss, the dearest first: the first of these that a run has lanes of stands for the service. */
const services = ["write", "quorum-read", "consistent-list", "readyz"];

/** A shorter time without an answer is no phase: a few attempts in a row may all have met the same dead API server. */
const leastOutageMs = 500;

/**
 * Takes the failover after each fault apart: last success, detection by the load balancer, election, first success directly and through the load balancer,
 * takeover of leases, the way of lost replicas to their replacements, steady state. A phase that did not happen is left out, and a fault with none but the way back to the steady state stays with that.
 */
export function failoversOf(timeline: Timeline): Failover[] {
  return stretchesOf(timeline).flatMap((stretch) => {
    const { fault } = stretch;
    if (fault === undefined || fault.id !== stretch.name) return [];
    const phases = [
      ...outagePhases(timeline, stretch, "through the load balancer", ({ lane }) => lane.via === "lb"),
      ...ejectionPhase(timeline, stretch, fault),
      ...electionPhase(timeline, stretch),
      ...outagePhases(
        timeline,
        stretch,
        "directly",
        ({ lane }) => lane.via !== "lb" && !fault.nodes.includes(lane.via),
      ),
      ...(Object.keys(leaseOf) as LedComponent[]).flatMap((component) => takeoverPhase(timeline, stretch, component)),
      ...reschedulingPhases(timeline, stretch, fault),
      ...steadyPhase(timeline, fault),
    ];
    return [
      {
        faultId: fault.id,
        requests: requestsOf(timeline, stretch),
        phases: phases.toSorted((a, b) => rank(a) - rank(b)),
      },
    ];
  });
}

/** In the order of time: by the middle of what bounds the end of each phase, open ones last. */
function rank({ measuredMs: [atLeastMs, atMostMs] }: FailoverPhase): number {
  return atMostMs === null ? Number.POSITIVE_INFINITY : atLeastMs + atMostMs;
}

/** The longest time in which no lane of a service had an answer: what came last before it, and first after it. */
function outagePhases(
  timeline: Timeline,
  stretch: Stretch,
  way: string,
  goesThere: (track: LaneTrack) => boolean,
): FailoverPhase[] {
  const operation = services.find((name) =>
    timeline.tracks.some((track) => track.lane.operation === name && goesThere(track)),
  );
  const samples = timeline.tracks
    .filter((track) => track.lane.operation === operation && goesThere(track))
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

function ejectionPhase(timeline: Timeline, stretch: Stretch, fault: FaultRecord): FailoverPhase[] {
  const fresh = timeline.tracks.filter(({ lane }) => lane.via === "lb" && lane.connection === "new");
  if (!fault.nodes.some((node) => timeline.backends.includes(node))) return [];
  const samples = fresh.flatMap((track) => track.samples);
  const { last, failures, boundsMs } = measureEjection(samples, stretch, fault, timeline);
  if (last === undefined) return [];
  // What it went on sending there was answered: these failures were not for want of that node.
  const goneOn = (sample: Sample) =>
    sample.started > last.started && belongs(sample, { from: stretch.from, to: fault.healingAt ?? 0 });
  const there = ({ backend, outcome }: Sample) =>
    outcome === "ok" && backend !== undefined && fault.nodes.includes(timeline.backends[backend] ?? "");
  if (fault.sustained && samples.some((sample) => goneOn(sample) && there(sample))) return [];
  const bound = boundOf(timeline, "load-balancer-ejection", fault);
  // How the backend fails is not known here, so the slowest way, hanging, is within expectation.
  const expected = bound && { from: bound.from, expectedMs: [0, bound.limitMs] as const };
  const told = `${counted(failures.length, "new connection")} failed at ${fault.nodes.join(", ")} or unknown`;
  return [phase("load balancer stops sending there", boundsMs, expected, told)];
}

function electionPhase(timeline: Timeline, stretch: Stretch): FailoverPhase[] {
  const election = findElection(timeline, stretch);
  if (election?.first === undefined) return [];
  const { old, first, term, boundsMs } = election;
  const told = `leader ${first.leader}${term === undefined ? "" : ` in term ${term}`} after ${old.leader} in term ${old.term}`;
  return [phase("etcd elects a leader", boundsMs, boundOf(timeline, "etcd-election", stretch.fault), told)];
}

function takeoverPhase(timeline: Timeline, stretch: Stretch, component: LedComponent): FailoverPhase[] {
  const takeover = findTakeover(timeline, component, stretch);
  if (takeover?.first === undefined) return [];
  const { old, first, released, boundsMs } = takeover;
  const { settings } = timeline;
  const name = component === "scheduler" ? "scheduler-takeover" : "controller-manager-takeover";
  // A lease that was given up is taken at the next look: at most a retry period with its jitter of 1.2 later.
  const lookMs =
    settings && 2.2 * (component === "scheduler" ? settings.scheduler : settings.controllerManager).retryMs;
  const expected =
    released && lookMs !== undefined
      ? {
          expectedMs: [0, lookMs] as const,
          from: `the lease was given up; candidates look every ${formatMs(lookMs)} at most`,
        }
      : boundOf(timeline, name);
  return [phase(`${component} taken over`, boundsMs, expected, `${first.holder} after ${old.holder}`)];
}

function steadyPhase(timeline: Timeline, fault: FaultRecord): FailoverPhase[] {
  const { injectingAt, steadyAt } = fault;
  const recovery = findRecovery(fault, timeline);
  if (injectingAt === undefined || recovery === undefined) return [];
  const atLeastMs = Math.max(0, (recovery.failed?.at ?? recovery.by) - injectingAt);
  const healed = fault.sustained ? `; the heal began ${formatMs(recovery.from - injectingAt)} after the injection` : "";
  const open = recovery.failed?.checks.filter(({ ok }) => !ok).map(({ name }) => name) ?? [];
  const told = `${open.length === 0 ? "nothing had to be waited for" : `last waited for: ${open.join(", ")}`}${healed}`;
  const atMostMs = steadyAt === undefined ? null : steadyAt - injectingAt;
  return [phase("steady state", [Math.min(atLeastMs, atMostMs ?? atLeastMs), atMostMs], undefined, told)];
}

/** Elections and checks of backends come to nothing while a fault leaves no quorum, so nothing is expected of them then. */
function boundOf(
  timeline: Timeline,
  name: Parameters<typeof deriveLimit>[0],
  fault?: FaultRecord,
): DerivedLimit | undefined {
  const members = askedMembers(timeline);
  const left = members.filter((member) => !fault?.nodes.includes(member)).length;
  if (fault?.sustained && members.length > 0 && 2 * left <= members.length) return undefined;
  return timeline.settings && deriveLimit(name, timeline.settings);
}
