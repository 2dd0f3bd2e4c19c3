import type {
  V1CronJob,
  V1Deployment,
  V1Node,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodDisruptionBudget,
  V1StatefulSet,
} from "@kubernetes/client-node";
import type { LoadBalancerSettings } from "../model/settings.ts";

/** How a cluster's control plane was made, as far as kubeadm wrote it down. */
export interface ControlPlaneConfig {
  /** Host and port that everybody is told to reach the API by; empty where there is none. */
  readonly endpoint: string;
  /** Addresses of external etcd members; undefined where etcd is stacked. */
  readonly externalEtcd: readonly string[] | undefined;
}

/**
 * Everything that an audit looks at; objects as the API gives them, but with text where the client's types have dates.
 */
export interface ClusterFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Version of the API server, for example "v1.37.2". */
  readonly version: string;
  readonly nodes: readonly V1Node[];
  readonly pods: readonly V1Pod[];
  readonly deployments: readonly V1Deployment[];
  readonly statefulSets: readonly V1StatefulSet[];
  readonly budgets: readonly V1PodDisruptionBudget[];
  readonly volumes: readonly V1PersistentVolume[];
  readonly claims: readonly V1PersistentVolumeClaim[];
  readonly cronJobs: readonly V1CronJob[];
  /** Undefined where the cluster has no kubeadm-config: then nothing is said of it. */
  readonly controlPlane: ControlPlaneConfig | undefined;
  /**
   * Until when the certificate is valid that the API server shows, milliseconds since 1970; undefined where it shows
   * none that can be read.
   */
  readonly certificateUntil: number | undefined;
  /** Undefined where its configuration was not given and not found. */
  readonly loadBalancer: LoadBalancerSettings | undefined;
}

/**
 * How bad it is: high takes an application or the cluster away with one loss, medium does so in a likely case, low
 * costs time or comfort.
 */
export type Severity = "high" | "medium" | "low";

/** One thing that stands against high availability. */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  /** What it is about, for example "Deployment shop/web". */
  readonly subject: string;
  /** What was seen. */
  readonly evidence: string;
  readonly why: string;
  readonly advice: string;
  /** A scenario of the library that shows what happens. */
  readonly scenario?: string;
}

/** One check; the default export of a file in src/audit/checks named like it. Pure. */
export interface AuditCheck {
  readonly name: string;
  /** What it looks for, in words. */
  readonly about: string;
  find(facts: ClusterFacts): readonly Omit<Finding, "check">[];
}
