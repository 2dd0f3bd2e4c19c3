import type { Node } from "./cluster.ts";

/** A JSON 6902 patch of one of kubeadm's documents; `patch` is YAML or JSON text. */
export interface JsonPatch {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly patch: string;
}

/** A folder or file of the machine in a node. */
export interface KindMount {
  readonly hostPath?: string;
  readonly containerPath?: string;
  readonly readOnly?: boolean;
  readonly selinuxRelabel?: boolean;
  readonly propagation?: string;
}

/** A port of a node that is published on the machine. */
export interface KindPortMapping {
  readonly containerPort?: number;
  /** 0 or nothing: kind chooses one; -1: Docker does, anew at each start. */
  readonly hostPort?: number;
  readonly listenAddress?: string;
  readonly protocol?: string;
}

/** One node of a kind configuration. */
export interface KindNode {
  readonly role: "control-plane" | "worker";
  readonly image?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly extraMounts?: readonly KindMount[];
  readonly extraPortMappings?: readonly KindPortMapping[];
  readonly kubeadmConfigPatches?: readonly string[];
  readonly kubeadmConfigPatchesJSON6902?: readonly JsonPatch[];
}

/** Networking of a kind configuration. */
export interface KindNetworking {
  readonly ipFamily?: string;
  readonly apiServerPort?: number;
  readonly apiServerAddress?: string;
  readonly podSubnet?: string;
  readonly serviceSubnet?: string;
  readonly disableDefaultCNI?: boolean;
  readonly kubeProxyMode?: string;
  /** An empty list is not the same as none. */
  readonly dnsSearch?: readonly string[];
}

/** A kind configuration (kind pkg/apis/config/v1alpha4/types.go); what is not set is kind's default. */
export interface KindConfig {
  readonly kind: "Cluster";
  readonly apiVersion: "kind.x-k8s.io/v1alpha4";
  readonly name?: string;
  readonly nodes: readonly KindNode[];
  readonly networking?: KindNetworking;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly runtimeConfig?: Readonly<Record<string, string>>;
  readonly kubeadmConfigPatches?: readonly string[];
  readonly kubeadmConfigPatchesJSON6902?: readonly JsonPatch[];
  readonly containerdConfigPatches?: readonly string[];
  readonly containerdConfigPatchesJSON6902?: readonly string[];
}

/** A node that a topology will have, by the name that kind or the harness will give it. */
export type PlannedNode = Pick<Node, "short" | "role" | "zone">;

/** A topology: a kind configuration, and which nodes of which role and zone it makes. */
export interface Topology {
  readonly name: string;
  readonly file: string;
  /** As kind decodes the file, merged keys and anchors resolved. */
  readonly asWritten: KindConfig;
  /** The same with what the harness needs: without a name, and with the ports published that lanes need. */
  readonly config: KindConfig;
  readonly controlPlanes: number;
  readonly workers: number;
  /** All containers: control planes, workers, members of external etcd, the load balancer where kind makes one. */
  readonly nodes: readonly PlannedNode[];
  readonly zones: readonly string[];
}
