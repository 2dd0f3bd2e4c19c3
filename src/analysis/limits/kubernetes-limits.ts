import { formatMs } from "../../model/duration.ts";
import type { Settings } from "../../model/settings.ts";
import { stockLiveness } from "../../model/stock.ts";
import type { DerivedLimit } from "./derived-limit.ts";

/** Jitter on the time between two looks at a lease (JitterFactor, client-go tools/leaderelection). */
const jitter = 1.2;

/**
 * The kubelet renews its lease after this part of its length (nodeLeaseRenewIntervalFraction, kubernetes pkg/kubelet).
 */
const renewFraction = 0.25;

/** How long the controllers are without a leader after it died; see takeover. */
export function controllerManagerTakeover({ controllerManager }: Settings): DerivedLimit {
  return takeover("controller manager", controllerManager);
}

/** How long nothing is scheduled after the scheduler's leader died; see takeover. */
export function schedulerTakeover({ scheduler }: Settings): DerivedLimit {
  return takeover("scheduler", scheduler);
}

/**
 * From the death of a leader to the next one (client-go leaderelection.go). The leader renewed at most a retry period R
 * before it died. A candidate looks every R to R × (1 + jitter), counts the lease's length L from when it saw the last
 * renewal, and takes over at its first look after that. So at best L − R, and L + 2 × R × (1 + jitter) at worst, while
 * the API answers.
 */
function takeover(who: string, { leaseMs, retryMs }: Settings["scheduler"]): DerivedLimit {
  const lookMs = retryMs * (1 + jitter);
  const limitMs = Math.round(leaseMs + 2 * lookMs);
  return {
    limitMs,
    expectedMs: [Math.max(0, leaseMs - retryMs), limitMs],
    formula: `lease ${formatMs(leaseMs)} + 2 × ${formatMs(retryMs)} × ${1 + jitter}`,
    from:
      `${who}: lease ${formatMs(leaseMs)}, counted from a look at it at most ${formatMs(lookMs)} late and found run out ` +
      `at most ${formatMs(lookMs)} late (retry period ${formatMs(retryMs)} with jitter)`,
  };
}

/**
 * How long the kubelet takes to find an API server that hangs: its liveness probe comes up to a period late, and each
 * of its failures takes the timeout. Where the timeout is longer than the period, one probe follows the other.
 */
export function apiServerHangDetection({ kubelet }: Settings): DerivedLimit {
  const { periodMs, timeoutMs, failureThreshold } = kubelet.liveness?.["kube-apiserver"] ?? stockLiveness;
  const stepMs = Math.max(periodMs, timeoutMs);
  const leastMs = (failureThreshold - 1) * stepMs + timeoutMs;
  return {
    limitMs: leastMs + periodMs,
    expectedMs: [leastMs, leastMs + periodMs],
    formula: `${failureThreshold} × ${formatMs(stepMs)} + ${formatMs(periodMs)}`,
    from:
      `kubelet's liveness probe of the API server every ${formatMs(periodMs)} (timeout ${formatMs(timeoutMs)}), ` +
      `${failureThreshold} failures restart it`,
  };
}

/**
 * From a node's death to NotReady: the controller manager waits the grace period from when it saw the last renewal of
 * the node's lease, and both this look and the next come up to a monitor period late. The lease is renewed every
 * quarter of its length.
 */
export function nodeNotReady(settings: Settings): DerivedLimit {
  const { nodeMonitorGraceMs: graceMs, nodeMonitorPeriodMs: periodMs } = settings.controllerManager;
  const renewMs = settings.kubelet.leaseDurationMs * renewFraction;
  const limitMs = graceMs + 2 * periodMs;
  return {
    limitMs,
    expectedMs: [Math.max(0, graceMs - renewMs), limitMs],
    formula: `grace ${formatMs(graceMs)} + 2 × ${formatMs(periodMs)}`,
    from: `node-monitor-grace-period ${formatMs(graceMs)}, looked at every ${formatMs(periodMs)}; node lease renewed every ${formatMs(renewMs)}`,
  };
}

/**
 * From a node's death to the eviction of its pods: NotReady, the taint at most a monitor period later, then the pods'
 * toleration.
 */
export function nodeEviction(settings: Settings): DerivedLimit {
  const notReady = nodeNotReady(settings);
  const { notReadyTolerationMs, unreachableTolerationMs } = settings.apiServer;
  const { nodeMonitorPeriodMs: periodMs } = settings.controllerManager;
  const [shortMs, longMs] = [notReadyTolerationMs, unreachableTolerationMs].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  const limitMs = notReady.limitMs + periodMs + longMs;
  return {
    limitMs,
    expectedMs: [notReady.expectedMs[0] + shortMs, limitMs],
    formula: `${notReady.formula} + ${formatMs(periodMs)} + toleration ${formatMs(longMs)}`,
    from: `${notReady.from}; taint within ${formatMs(periodMs)}; default toleration ${formatMs(longMs)}`,
  };
}
