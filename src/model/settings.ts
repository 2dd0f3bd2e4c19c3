import { z } from "zod";

/** How the load balancer decides that a backend is down, read from its own configuration; milliseconds. */
export const loadBalancerSettingsSchema = z.strictObject({
  kind: z.enum(["envoy", "haproxy"]),
  path: z.string(),
  intervalMs: z.number(),
  timeoutMs: z.number(),
  unhealthyThreshold: z.number().int(),
  healthyThreshold: z.number().int(),
  /** Interval used while a backend has no traffic; Envoy only. */
  noTrafficIntervalMs: z.number().optional(),
  connectTimeoutMs: z.number(),
  /** A digest of the file with its API servers and health checks, in which what is not named here would show. */
  digest: z.string().optional(),
});

export type LoadBalancerSettings = z.infer<typeof loadBalancerSettingsSchema>;

/**
 * How load balancers agree on who has their virtual address (VRRP), read from their own configuration; milliseconds.
 */
export const virtualAddressSettingsSchema = z.strictObject({
  /** Between two advertisements of whoever has it. */
  advertMs: z.number(),
  /** Of each balancer, in their order; the highest that is well has the address. */
  priorities: z.array(z.number().int()),
  /** How a balancer looks whether its own HAProxy answers. */
  checkIntervalMs: z.number(),
  checkTimeoutMs: z.number(),
  fall: z.number().int(),
  rise: z.number().int(),
  /** What a failed check takes from the priority; 0: it gives the address up at once. */
  weight: z.number().int(),
});
export type VirtualAddressSettings = z.infer<typeof virtualAddressSettingsSchema>;

/** How the kubelet finds out that a container hangs and restarts it; milliseconds. */
const livenessSchema = z.strictObject({
  periodMs: z.number(),
  timeoutMs: z.number(),
  failureThreshold: z.number().int(),
});

export const leaderElectionSchema = z.strictObject({ leaseMs: z.number(), renewMs: z.number(), retryMs: z.number() });

/**
 * The cluster's own settings, from which limits and expected ranges are computed; read from the running cluster.
 * Milliseconds.
 */
export const settingsSchema = z.strictObject({
  /** "running cluster", or "kubeadm defaults and profile" where `plan` computes before anything exists. */
  source: z.string(),
  /**
   * What nodes have that the first of their kind has otherwise, and what they did not tell, in words; not there in
   * journals of earlier releases, and where a plan is made.
   */
  differing: z.array(z.string()).optional(),
  etcd: z.strictObject({
    heartbeatMs: z.number(),
    electionMs: z.number(),
    /** Size of the database at which etcd refuses writes, bytes. */
    quotaBytes: z.number().int().optional(),
    /** Applied entries after which a member takes a snapshot of its log. */
    snapshotCount: z.number().int().optional(),
    version: z.string().optional(),
  }),
  /** Not there where kind makes no load balancer: with one control plane. */
  loadBalancer: loadBalancerSettingsSchema.optional(),
  /** Not there where the load balancer is one alone. */
  virtualAddress: virtualAddressSettingsSchema.optional(),
  controllerManager: leaderElectionSchema.extend({ nodeMonitorPeriodMs: z.number(), nodeMonitorGraceMs: z.number() }),
  scheduler: leaderElectionSchema,
  apiServer: z.strictObject({
    notReadyTolerationMs: z.number(),
    unreachableTolerationMs: z.number(),
    requestTimeoutMs: z.number(),
    shutdownDelayMs: z.number(),
  }),
  kubelet: z.strictObject({
    leaseDurationMs: z.number(),
    statusFrequencyMs: z.number(),
    /** Liveness probes of the static pods by component, from their manifests; not there where a plan is made. */
    liveness: z.record(z.string(), livenessSchema).optional(),
  }),
});
export type Settings = z.infer<typeof settingsSchema>;
