import type { V1Namespace } from "@kubernetes/client-node";
import type { ClusterFacts } from "../audit/facts.ts";
import type { KubeadmConfig } from "./kubeadm-config.ts";

/** What of a cluster has settings that the new version must know. */
export type Program =
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kube-scheduler"
  | "etcd"
  | "kubelet"
  | "kube-proxy";

/** A flag or a feature gate that somebody set. */
export interface Setting {
  readonly program: Program;
  readonly kind: "flag" | "gate";
  /** Without dashes. */
  readonly name: string;
  readonly value: string;
  /** Where it stands: "kubeadm-config, apiServer.extraArgs", or a file of a node. */
  readonly where: string;
  /** Whether the upgraded program gets it again: kubeadm writes manifests anew from its own configuration alone. */
  readonly stays: boolean;
}

/** What a program of the new version itself says of a setting. */
export interface Answered {
  readonly said: "takes" | "deprecated" | "refuses";
  /** Its own words; "" where it takes it. */
  readonly words: string;
}

/** A setting with the new version's own answer. */
export interface JudgedSetting extends Setting, Answered {}

/** What the programs of the new version say of themselves and of this cluster. */
export interface TargetPrograms {
  /** The etcd that comes with it, "3.7.0"; undefined where its image has none. */
  readonly etcd: string | undefined;
  /** All images of its control plane as its node image holds them, packed; bytes. */
  readonly imagesBytes: number;
  readonly settings: readonly JudgedSetting[];
  /** What its kubeadm says of the cluster's configuration: undefined where the cluster has none. */
  readonly kubeadm: { readonly accepts: boolean; readonly words: string } | undefined;
}

/** What the cluster is to become. */
export interface Target {
  /** "v1.37.2". */
  readonly kubernetes: string;
  /** The node image of a kind cluster's new version; undefined where the cluster is none. */
  readonly nodeImage:
    | { readonly wanted: string; readonly present: string | undefined; readonly canBeBuilt: boolean }
    | undefined;
  /** Undefined where its programs could not be asked. */
  readonly programs: TargetPrograms | undefined;
}

/** Requests of a deprecated API to one API server, since it was started. */
export interface DeprecatedRequests {
  /** "policy/v1beta1 podsecuritypolicies", with a subresource behind a slash. */
  readonly api: string;
  /** "1.38"; "" where its end is not decided. */
  readonly removedIn: string;
  /** "LIST 3, WATCH 1"; "" where the counters say nothing of it. */
  readonly verbs: string;
}

/** One API server, asked at its own address. */
export interface ApiServerFact {
  /** The node that has its address, else the address. */
  readonly name: string;
  /** Undefined where it does not answer. */
  readonly version: string | undefined;
  /** Undefined where its metrics could not be read. */
  readonly counted:
    | {
        /** When its process started, milliseconds since 1970: it knows of nothing before. */
        readonly since: number | undefined;
        readonly deprecated: readonly DeprecatedRequests[];
        /** Size of the largest etcd database that it knows of, bytes. */
        readonly storageBytes: number | undefined;
      }
    | undefined;
}

/** Free space that a node's kubelet tells, bytes. */
export interface NodeSpace {
  readonly node: string;
  /** The kubelet's own file system, where its root folder is. */
  readonly nodeFs: FreeSpace;
  /** Where images are unpacked. */
  readonly imageFs: FreeSpace;
}

/** Of one file system, bytes. */
export interface FreeSpace {
  readonly available: number;
  readonly capacity: number;
}

/** Something that could not be read: it is told, never taken for nothing. */
export interface Gap {
  /** "API server kind-control-plane2". */
  readonly subject: string;
  /** What is not known now, and why. */
  readonly evidence: string;
  /** How it can be read, or looked at by hand. */
  readonly advice: string;
}

/** Everything that is looked at before the first step of an upgrade. */
export interface UpgradeFacts extends ClusterFacts {
  readonly target: Target;
  readonly apiServers: readonly ApiServerFact[];
  readonly namespaces: readonly V1Namespace[];
  /** Undefined where the cluster has no kubeadm-config. */
  readonly kubeadm: KubeadmConfig | undefined;
  /** Below these shares or amounts the kubelets evict pods, by signal: "nodefs.available" to "10%". */
  readonly evictionHard: Readonly<Record<string, string>>;
  readonly space: readonly NodeSpace[];
  readonly gaps: readonly Gap[];
}

/** Whether it keeps an upgrade from beginning, or is to be known before. */
export type Severity = "stops" | "warns";

/** One thing that would stop the upgrade, or be lost by it. */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  /** Where: "PodDisruptionBudget shop/web". */
  readonly subject: string;
  /** What was seen. */
  readonly evidence: string;
  readonly why: string;
  /** What to do next. */
  readonly advice: string;
}

/** What a check finds; its own name is put to it. */
export type Found = Omit<Finding, "check">;

/** One check of what it needs of the facts; the default export of a file in src/preflight/checks named like it. Pure. */
export interface UpgradeCheck<Facts = UpgradeFacts> {
  readonly name: string;
  /** What it looks for, in words. */
  readonly about: string;
  find(facts: Facts): readonly Found[];
}
