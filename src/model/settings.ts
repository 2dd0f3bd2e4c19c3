import { z } from "zod";

/** How the load balancer decides that a backend is down, read from its own configuration; milliseconds. */
export const loadBalancerSettingsSchema = z.object({
  kind: z.enum(["envoy", "haproxy"]),
  path: z.string(),
  intervalMs: z.number(),
  timeoutMs: z.number(),
  unhealthyThreshold: z.number().int(),
  healthyThreshold: z.number().int(),
  /** Interval used while a backend has no traffic; Envoy only. */
  noTrafficIntervalMs: z.number().optional(),
  connectTimeoutMs: z.number(),
});

export const leaderElectionSchema = z.object({ leaseMs: z.number(), renewMs: z.number(), retryMs: z.number() });

/** The cluster's own settings, from which limits and expected ranges are computed; read from the running cluster. Milliseconds. */
export const settingsSchema = z.object({
  /** "running cluster", or "kubeadm defaults and profile" where `plan` computes before anything exists. */
  source: z.string(),
  etcd: z.object({ heartbeatMs: z.number(), electionMs: z.number(), version: z.string().optional() }),
  loadBalancer: loadBalancerSettingsSchema,
  controllerManager: leaderElectionSchema.extend({ nodeMonitorPeriodMs: z.number(), nodeMonitorGraceMs: z.number() }),
  scheduler: leaderElectionSchema,
  apiServer: z.object({
    notReadyTolerationMs: z.number(),
    unreachableTolerationMs: z.number(),
    requestTimeoutMs: z.number(),
    shutdownDelayMs: z.number(),
  }),
  kubelet: z.object({ leaseDurationMs: z.number(), statusFrequencyMs: z.number() }),
});
export type Settings = z.infer<typeof settingsSchema>;
