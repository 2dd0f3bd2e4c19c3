import { formatMs } from "../../model/duration.ts";
import type { FaultRecord, Timeline } from "../../model/timeline.ts";
import type { DerivedLimit } from "../limits/derived-limit.ts";
import { deriveLimit } from "../limits/derived-limits.ts";

/** Kubernetes' default node-eviction-rate: one node of a zone in 10 s (kube-controller-manager). */
const betweenTaintsMs = 10_000;

/**
 * How soon an EndpointSlice follows what its pods are, milliseconds: the controllers' own objective for network
 * programming (SIG Scalability).
 */
const sliceMs = 1_000;

/**
 * How long a stateless pod takes from its creation to being started, whose image is there, milliseconds (SIG
 * Scalability's objective).
 */
const startMs = 5_000;

/** How long kube-proxy gathers changes before it writes rules, milliseconds: minSyncPeriod, in kubeadm and kind. */
const proxyMs = 1_000;

/**
 * What a cluster's own settings let one expect of each step from a node's loss to the first answer of a replica in the
 * place of one that was there.
 */
export interface ReschedulingLimits {
  readonly notReady: DerivedLimit;
  readonly tainted: DerivedLimit;
  readonly outOfSlice: DerivedLimit;
  readonly marked: DerivedLimit;
  readonly started: DerivedLimit;
  readonly answered: DerivedLimit;
}

/** The bounds of a fault's losses; undefined where the cluster's settings are not known. */
export function reschedulingLimits(
  { settings, backends }: Timeline,
  fault: FaultRecord,
): ReschedulingLimits | undefined {
  if (settings === undefined) return undefined;
  const [noticed, evicted, takeover] = (
    ["node-not-ready", "node-eviction", "controller-manager-takeover"] as const
  ).map((name) => deriveLimit(name, settings));
  if (noticed === undefined || evicted === undefined || takeover === undefined) return undefined;
  // Where a control plane is hit, the controller manager that notices may have to be elected first, and only then
  // begins to count.
  const first = fault.nodes.some((node) => backends.includes(node))
    ? (bound: DerivedLimit) =>
        later(bound, takeover.limitMs, `after the takeover of a controller manager where it led: ${takeover.formula}`)
    : (bound: DerivedLimit) => bound;
  // Nodes of one zone are tainted one after the other, so that the last of them is later than its own settings say.
  const { length } = fault.nodes;
  const inTurn = (bound: DerivedLimit) =>
    length < 2
      ? bound
      : later(
          bound,
          (length - 1) * betweenTaintsMs,
          `${length} nodes tainted one after the other, ${formatMs(betweenTaintsMs)} apart`,
        );
  const { nodeMonitorPeriodMs } = settings.controllerManager;
  const notReady = first(noticed);
  const marked = inTurn(first(evicted));
  const started = later(marked, startMs, `a pod starts within ${formatMs(startMs)}`);
  return {
    notReady,
    tainted: inTurn(
      later(notReady, nodeMonitorPeriodMs, `taint within node-monitor-period ${formatMs(nodeMonitorPeriodMs)}`),
    ),
    outOfSlice: later(notReady, sliceMs, `EndpointSlice within ${formatMs(sliceMs)}`),
    marked,
    started,
    answered: later(started, proxyMs, `kube-proxy's minSyncPeriod ${formatMs(proxyMs)}`),
  };
}

function later(bound: DerivedLimit, byMs: number, why: string): DerivedLimit {
  const [least, most] = bound.expectedMs;
  return { ...bound, expectedMs: [least, most + byMs], from: `${bound.from}; ${why}` };
}
