import { formatMs, toMs } from "../../model/duration.ts";
import { type DerivedLimitName, derivedLimitNameSchema, type Limit } from "../../model/guarantee.ts";
import type { Settings } from "../../model/settings.ts";
import { kindEnvoy } from "../../model/stock.ts";
import type { DerivedLimit } from "./derived-limit.ts";
import {
  apiServerHangDetection,
  controllerManagerTakeover,
  nodeEviction,
  nodeNotReady,
  schedulerTakeover,
} from "./kubernetes-limits.ts";
import { addressCheck, addressHandover, addressOverlap, addressTakeover } from "./virtual-address-limits.ts";

const bounds: Readonly<Record<DerivedLimitName, (settings: Settings) => DerivedLimit | undefined>> = {
  "etcd-election": etcdElection,
  "etcd-stall": etcdStall,
  "etcd-step-down": etcdStepDown,
  "load-balancer-ejection": loadBalancerEjection,
  "load-balancer-return": loadBalancerReturn,
  "address-takeover": addressTakeover,
  "address-handover": addressHandover,
  "address-check": addressCheck,
  "address-overlap": addressOverlap,
  "controller-manager-takeover": controllerManagerTakeover,
  "scheduler-takeover": schedulerTakeover,
  "apiserver-hang-detection": apiServerHangDetection,
  "node-not-ready": nodeNotReady,
  "node-eviction": nodeEviction,
};

/** Whether what these settings lack for a bound is a virtual address: a load balancer alone would not give it. */
export function lacksAddress(name: DerivedLimitName, settings: Settings): boolean {
  return deriveLimit(name, { ...settings, loadBalancer: kindEnvoy }) === undefined;
}

/** A bound computed from the cluster's own settings; undefined where it is one of a load balancer, or of two with one address, and there is none. */
export function deriveLimit(name: DerivedLimitName, settings: Settings): DerivedLimit | undefined {
  return bounds[name](settings);
}

/** Whether parameters of a guarantee have a limit that is computed from the cluster's settings, however deep. */
export function isDerived(params: unknown): boolean {
  if (typeof params !== "object" || params === null) return false;
  return Object.hasOwn(params, "derived") || Object.values(params).some(isDerived);
}

/** The bounds that other settings make others, with what is expected within them. */
export function otherLimits(before: Settings, after: Settings): DerivedLimitName[] {
  const told = (name: DerivedLimitName, settings: Settings) => {
    const bound = deriveLimit(name, settings);
    return JSON.stringify([bound?.limitMs, bound?.expectedMs]);
  };
  return derivedLimitNameSchema.options.filter((name) => told(name, before) !== told(name, after));
}

/**
 * A limit in milliseconds with where it comes from; undefined where it needs settings and there are none, or a load
 * balancer and there is none.
 */
export function resolveLimit(
  limit: Limit,
  settings: Settings | undefined,
): { limitMs: number; limitSource: string; expectedMs?: readonly [number, number] } | undefined {
  if (typeof limit === "string") return { limitMs: toMs(limit), limitSource: `${formatMs(toMs(limit))}, as demanded` };
  if (settings === undefined) return undefined;
  const bound = deriveLimit(limit.derived, settings);
  if (bound === undefined) return undefined;
  const plusMs = limit.plus === undefined ? 0 : toMs(limit.plus);
  return {
    limitMs: bound.limitMs + plusMs,
    limitSource: limit.plus === undefined ? bound.from : `${bound.from} + ${formatMs(plusMs)} allowance`,
    expectedMs: bound.expectedMs,
  };
}

/**
 * How long etcd is without a leader after it died. A follower waits a random time in [E, 2E) since the last heartbeat
 * (raft's randomizedElectionTimeout), the first of the survivors to wake wins; about one election in nine needs a
 * second round. Hence at best E less the heartbeats already waited for, usually below 2E, and above 4E something is
 * wrong.
 */
function etcdElection({ etcd }: Settings): DerivedLimit {
  const { electionMs, heartbeatMs } = etcd;
  return {
    limitMs: 4 * electionMs,
    expectedMs: [Math.max(0, electionMs - 2 * heartbeatMs), 2 * electionMs],
    formula: `4 × election-timeout ${formatMs(electionMs)}`,
    from: `two rounds of etcd's election, 4 × election-timeout ${formatMs(electionMs)}`,
  };
}

/**
 * How long etcd may stall before that can cost the lead: no follower stands for election sooner after the last heartbeat,
 * and a lead that is given away is taken at once (raft's MsgTimeoutNow).
 */
function etcdStall({ etcd: { electionMs } }: Settings): DerivedLimit {
  return {
    limitMs: electionMs,
    expectedMs: [0, electionMs],
    formula: `election-timeout ${formatMs(electionMs)}`,
    from: `the least time after which etcd elects another leader, election-timeout ${formatMs(electionMs)}`,
  };
}

/**
 * How long etcd is without a leader that works after the one it has hears nobody and still speaks. Who hears it believes in
 * it until it steps down itself: it looks once in an election timeout whether a quorum has answered since the look before
 * (raft's CheckQuorum), so at its second look at the latest. Then comes an election.
 */
function etcdStepDown(settings: Settings): DerivedLimit {
  const { electionMs } = settings.etcd;
  const election = etcdElection(settings);
  return {
    limitMs: 2 * electionMs + election.limitMs,
    expectedMs: [electionMs + election.expectedMs[0], 2 * electionMs + election.expectedMs[1]],
    formula: `2 × election-timeout ${formatMs(electionMs)} + ${election.formula}`,
    from: `a leader that hears nobody steps down after 2 × election-timeout ${formatMs(electionMs)}; then ${election.from}`,
  };
}

/**
 * How long the load balancer goes on sending new connections to a dead API server: the check that finds it comes up to
 * an interval late and is repeated up to the threshold. A refused check fails at once; one that hangs costs its timeout
 * each time. An answer that is not 200 counts at once with Envoy (its threshold is for network failures only), so every
 * kind of failure is within the bound for hanging.
 */
function loadBalancerEjection({ loadBalancer: lb }: Settings): DerivedLimit | undefined {
  if (lb === undefined) return undefined;
  const refusedMs = lb.unhealthyThreshold * lb.intervalMs;
  const hangMs = lb.unhealthyThreshold * (lb.intervalMs + lb.timeoutMs);
  const answerMs = lb.intervalMs + lb.timeoutMs;
  const answer = lb.kind === "envoy" ? `an error answer ${formatMs(answerMs)}, ` : "";
  return {
    limitMs: hangMs,
    expectedMs: [0, lb.kind === "envoy" ? Math.max(refusedMs, answerMs) : refusedMs],
    formula: `${lb.kind}: ${lb.unhealthyThreshold} × (${formatMs(lb.intervalMs)} + ${formatMs(lb.timeoutMs)})`,
    from:
      `${lb.kind} checks ${lb.path} every ${formatMs(lb.intervalMs)} (timeout ${formatMs(lb.timeoutMs)}), ` +
      `${lb.unhealthyThreshold} failures eject: refused ${formatMs(refusedMs)}, ${answer}` +
      `hang ${lb.unhealthyThreshold} × (${formatMs(lb.intervalMs)} + ${formatMs(lb.timeoutMs)}) = ${formatMs(hangMs)}`,
  };
}

/** How long the load balancer takes to use an API server again that answers its checks again. */
function loadBalancerReturn({ loadBalancer: lb }: Settings): DerivedLimit | undefined {
  if (lb === undefined) return undefined;
  const checksMs = lb.healthyThreshold * lb.intervalMs;
  return {
    limitMs: checksMs + lb.timeoutMs,
    expectedMs: [0, checksMs],
    formula: `${lb.kind}: ${lb.healthyThreshold} × ${formatMs(lb.intervalMs)} + ${formatMs(lb.timeoutMs)}`,
    from:
      `${lb.kind} checks every ${formatMs(lb.intervalMs)}, ${lb.healthyThreshold} success${lb.healthyThreshold === 1 ? "" : "es"} ` +
      `return, after a last check that may hang ${formatMs(lb.timeoutMs)}`,
  };
}
