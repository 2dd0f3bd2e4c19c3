import type {
  V1CronJob,
  V1Deployment,
  V1MutatingWebhookConfiguration,
  V1Node,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodDisruptionBudget,
  V1Service,
  V1StatefulSet,
  V1ValidatingWebhookConfiguration,
} from "@kubernetes/client-node";
import type { Ahead } from "../model/other-clock.ts";
import type { ApiBalancer } from "./load-balancer.ts";

/** How a cluster's control plane was made, as far as kubeadm wrote it down. */
export interface ControlPlaneConfig {
  /** Host and port that everybody is told to reach the API by; empty where there is none. */
  readonly endpoint: string;
  /** Addresses of external etcd members; undefined where etcd is stacked. */
  readonly externalEtcd: readonly string[] | undefined;
  /** Files of a control plane with which it shows itself to external members. */
  readonly etcdFiles?: EtcdFiles;
}

/** Files of a control plane with which its API server shows itself to etcd. */
export interface EtcdFiles {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** How long a certificate is good; milliseconds since 1970. */
export interface CertificateFact {
  /** "API server's certificate", or the file and the node that has it. */
  readonly what: string;
  readonly from: number;
  readonly until: number;
}

/** What etcd's members say of themselves; only where they could be asked. */
export interface EtcdAnswer {
  readonly members: readonly {
    readonly name: string;
    /** The node or machine that it is on. */
    readonly place: string;
    readonly learner: boolean;
    /** Whether it answered itself. */
    readonly answers: boolean;
    /** Size of its database, bytes; undefined where it did not answer. */
    readonly sizeBytes?: number;
    /** Its own version, "3.6.8"; undefined where it did not say. */
    readonly version?: string;
  }[];
  /** "NOSPACE of kind-control-plane". */
  readonly alarms: readonly string[];
  /** The size at which members refuse writes, bytes. */
  readonly quotaBytes: number;
}

/**
 * Everything that an audit looks at; objects as the API gives them, but with text where the client's types have dates.
 */
export interface ClusterFacts {
  /** Milliseconds since 1970, by the cluster's clock where that is told. */
  readonly now: number;
  /** By how much that is ahead of this machine's; not there where it is not told. */
  readonly clockAhead?: Ahead | undefined;
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
  readonly services: readonly V1Service[];
  readonly mutatingWebhooks: readonly V1MutatingWebhookConfiguration[];
  readonly validatingWebhooks: readonly V1ValidatingWebhookConfiguration[];
  /** Undefined where the cluster has no kubeadm-config: then nothing is said of it. */
  readonly controlPlane: ControlPlaneConfig | undefined;
  /** The one that the API server shows, where one can be read; all of the nodes' own where they can be seen. */
  readonly certificates: readonly CertificateFact[];
  /** What distributes requests over the API servers; empty where no configuration was given and none found. */
  readonly loadBalancers: readonly ApiBalancer[];
  /** Undefined where etcd could not be asked. */
  readonly etcd: EtcdAnswer | undefined;
}

/**
 * How bad it is: high takes an application or the cluster away with one loss, medium does so in a likely case, low
 * costs time or comfort.
 */
export type Severity = "high" | "medium" | "low";

/**
 * Whose duty an object is: the cluster as a whole, an application, what a self-managed cluster needs itself (kube-system),
 * or what its provider or distribution put there and keeps as it is.
 */
export type Owner = "cluster" | "application" | "system" | "provider";

/** One thing that stands against high availability. */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  /** What it is about, for example "Deployment shop/web". */
  readonly subject: string;
  readonly owner: Owner;
  /** What was seen. */
  readonly evidence: string;
  readonly why: string;
  /** What fixes it. */
  readonly advice: string;
  /** The scenario of the library that shows what happens, or the work that is due. */
  readonly scenario: string;
  /** The one that shows the same where something stands in for it; null: there is none. */
  readonly cure: string | null;
}

/** What a check finds; its own name and the cure are put to it. */
export type Found = Omit<Finding, "check" | "cure">;

/** One check; the default export of a file in src/audit/checks named like it. Pure. */
export interface AuditCheck {
  readonly name: string;
  /** What it looks for, in words. */
  readonly about: string;
  /** Every scenario that its findings name. */
  readonly scenarios: readonly string[];
  find(facts: ClusterFacts): readonly Found[];
}
