import { formatMs } from "../../model/duration.ts";
import type { Failover, FailoverPhase } from "../../model/failover.ts";
import type { Sample } from "../../model/sample.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { findElection } from "../etcd/elections.ts";
import { votingMembers } from "../etcd/etcd-status.ts";
import type { Facts } from "../facts/facts.ts";
import type { DerivedLimit } from "../limits/derived-limit.ts";
import { deriveLimit } from "../limits/derived-limits.ts";
import { measureEjection } from "../outages/ejection.ts";
import { counted, listing } from "../statistics/format.ts";
import { findRecovery } from "../timeline/recovery.ts";
import { belongs, type Stretch } from "../timeline/stretches.ts";
import { outagePhases, requestsOf } from "./client-phases.ts";
import { phase } from "./failover-phase.ts";
import { findTakeover, type LedComponent, leaseOf } from "./leases.ts";
import { reschedulingPhases } from "./rescheduling.ts";

/**
 * Takes the failover after each fault apart: last success, detection by the load balancer, election, first success
 * directly and through the load balancer, takeover of leases, the way of lost replicas to their replacements, steady
 * state. A phase that did not happen is left out.
 */
export function failoversOf(facts: Facts): Failover[] {
  return facts.stretches().flatMap((stretch) => {
    const { fault } = stretch;
    if (fault === undefined || fault.id !== stretch.name) return [];
    const phases = [
      ...outagePhases(facts, stretch, "through the load balancer", ({ lane }) => lane.via === "lb"),
      ...ejectionPhase(facts, stretch, fault),
      ...electionPhase(facts, stretch),
      ...outagePhases(facts, stretch, "directly", ({ lane }) => lane.via !== "lb" && !fault.nodes.includes(lane.via)),
      ...(Object.keys(leaseOf) as LedComponent[]).flatMap((component) => takeoverPhase(facts, stretch, component)),
      ...reschedulingPhases(facts, stretch, fault),
      ...steadyPhase(facts, fault),
    ];
    return [
      {
        faultId: fault.id,
        requests: requestsOf(facts, stretch),
        phases: phases.toSorted((a, b) => rank(a) - rank(b)),
      },
    ];
  });
}

/** In the order of time: by the middle of what bounds the end of each phase, open ones last. */
function rank({ measuredMs: [atLeastMs, atMostMs] }: FailoverPhase): number {
  return atMostMs === null ? Number.POSITIVE_INFINITY : atLeastMs + atMostMs;
}

function ejectionPhase(facts: Facts, stretch: Stretch, fault: FaultRecord): FailoverPhase[] {
  const fresh = facts.tracks.filter(({ lane }) => lane.via === "lb" && lane.connection === "new");
  if (!fault.nodes.some((node) => facts.backends.includes(node))) return [];
  const samples = fresh.flatMap((track) => track.samples);
  const { last, failures, boundsMs } = measureEjection(samples, stretch, fault, facts);
  if (last === undefined) return [];
  // What it went on sending there was answered: these failures were not for want of that node.
  const goneOn = (sample: Sample) =>
    sample.started > last.started && belongs(sample, { ...stretch, to: fault.healingAt ?? 0, toInjection: false });
  const there = ({ backend, outcome }: Sample) =>
    outcome === "ok" && backend !== undefined && fault.nodes.includes(facts.backends[backend] ?? "");
  if (fault.sustained && samples.some((sample) => goneOn(sample) && there(sample))) return [];
  const bound = boundOf(facts, "load-balancer-ejection", fault);
  // How the backend fails is not known here, so the slowest way, hanging, is within expectation.
  const expected = bound && { from: bound.from, expectedMs: [0, bound.limitMs] as const };
  const told = `${counted(failures.length, "new connection")} failed at ${fault.nodes.join(", ")} or unknown`;
  return [phase("load balancer stops sending there", boundsMs, expected, told)];
}

function electionPhase(facts: Facts, stretch: Stretch): FailoverPhase[] {
  const election = findElection(facts, stretch);
  if (election?.first === undefined) return [];
  const { old, first, term, boundsMs } = election;
  const told = `leader ${first.leader}${term === undefined ? "" : ` in term ${term}`} after ${old.leader} in term ${old.term}`;
  return [phase("etcd elects a leader", boundsMs, boundOf(facts, "etcd-election", stretch.fault), told)];
}

function takeoverPhase(facts: Facts, stretch: Stretch, component: LedComponent): FailoverPhase[] {
  const takeover = findTakeover(facts, component, stretch);
  if (takeover?.first === undefined) return [];
  const { old, first, released, boundsMs } = takeover;
  const { settings } = facts;
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
      : boundOf(facts, name);
  return [phase(`${component} taken over`, boundsMs, expected, `${first.holder} after ${old.holder}`)];
}

function steadyPhase(facts: Facts, fault: FaultRecord): FailoverPhase[] {
  const { injectingAt, steadyAt } = fault;
  const recovery = findRecovery(fault, facts);
  if (injectingAt === undefined || recovery === undefined) return [];
  const atLeastMs = Math.max(0, (recovery.failed?.at ?? recovery.by ?? recovery.from) - injectingAt);
  const healed = fault.sustained ? `; the heal began ${formatMs(recovery.from - injectingAt)} after the injection` : "";
  const open = recovery.failed?.checks.filter(({ ok }) => !ok).map(({ name }) => name) ?? [];
  const until = steadyAt ?? Number.POSITIVE_INFINITY;
  const work = facts.eventsOf("procedure").flatMap(({ id, at }) => (at > injectingAt && at < until ? [id] : []));
  const by = work.length === 0 ? "" : `; an operator worked meanwhile: ${listing(work)}`;
  const told = `${open.length === 0 ? "nothing had to be waited for" : `last waited for: ${open.join(", ")}`}${healed}${by}`;
  const atMostMs = steadyAt === undefined ? null : steadyAt - injectingAt;
  return [phase("steady state", [Math.min(atLeastMs, atMostMs ?? atLeastMs), atMostMs], undefined, told)];
}

/**
 * Elections and checks of backends come to nothing while a fault leaves no quorum, so nothing is expected of them then.
 */
function boundOf(facts: Facts, name: Parameters<typeof deriveLimit>[0], fault?: FaultRecord): DerivedLimit | undefined {
  const members = votingMembers(facts);
  const left = members.filter((member) => !fault?.nodes.includes(member)).length;
  if (fault?.sustained && members.length > 0 && 2 * left <= members.length) return undefined;
  return facts.settings && deriveLimit(name, facts.settings);
}
