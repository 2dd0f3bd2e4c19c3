import type { LoadBalancerSettings, Settings } from "./settings.ts";

/** kubeadm's liveness probe of every control-plane component (kubernetes cmd/kubeadm/app/util/staticpod/utils.go). */
export const stockLiveness = { periodMs: 10_000, timeoutMs: 15_000, failureThreshold: 8 } as const;

/** Leader election of controller manager and scheduler (component-base config/v1alpha1/defaults.go). */
const stockElection = { leaseMs: 15_000, renewMs: 10_000, retryMs: 2_000 } as const;

/**
 * What components do where nothing is set: etcd 100 ms / 1000 ms, 2 GiB (etcd server/embed/config.go), node monitor 5 s
 * / 50 s since 1.32 (kubernetes #126287), tolerations 300 s (admission plugin DefaultTolerationSeconds), kubelet 40 s /
 * 10 s (kubelet config/v1beta1/types.go).
 */
export const stockSettings = {
  etcd: { heartbeatMs: 100, electionMs: 1_000, quotaBytes: 2 * 2 ** 30, snapshotCount: 10_000 },
  controllerManager: { ...stockElection, nodeMonitorPeriodMs: 5_000, nodeMonitorGraceMs: 50_000 },
  scheduler: stockElection,
  apiServer: {
    notReadyTolerationMs: 300_000,
    unreachableTolerationMs: 300_000,
    requestTimeoutMs: 60_000,
    shutdownDelayMs: 0,
  },
  kubelet: { leaseDurationMs: 40_000, statusFrequencyMs: 10_000 },
} as const satisfies Partial<Settings>;

/** kind 0.33's Envoy (kind pkg/cluster/internal/loadbalancer/config.go). */
export const kindEnvoy: LoadBalancerSettings = {
  kind: "envoy",
  path: "/healthz",
  intervalMs: 2_000,
  timeoutMs: 3_000,
  unhealthyThreshold: 2,
  healthyThreshold: 1,
  noTrafficIntervalMs: 3_000,
  connectTimeoutMs: 250,
};

/**
 * HAProxy of kind 0.30 and 0.31 (kind pkg/cluster/internal/loadbalancer/config.go); what is not set there is HAProxy's own
 * default: checks every 2 s, 3 to be down, 2 to be up, as long to answer as between two.
 */
export const kindHaproxy: LoadBalancerSettings = {
  kind: "haproxy",
  path: "/healthz",
  intervalMs: 2_000,
  timeoutMs: 2_000,
  unhealthyThreshold: 3,
  healthyThreshold: 2,
  connectTimeoutMs: 5_000,
};
