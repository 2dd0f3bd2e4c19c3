import type { ClusterFacts } from "./facts.ts";

/** What tells whose an object is. */
export interface Owned {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Where etcd's members are, as the cluster's own objects show it. */
export interface EtcdPlaces {
  /** "stacked", "external": the word before "member". */
  readonly kind: string;
  /** The machine of each member. */
  readonly places: readonly string[];
}

/** Where a cluster keeps its state: in etcd on its own nodes, elsewhere, or nobody can tell from here. */
export type Datastore = "own-etcd" | "elsewhere" | "unknown";

/** A distribution or a provider; the default export of a file in src/audit/platforms. Pure. */
export interface Platform {
  /** As its makers write it. */
  readonly name: string;
  fits(facts: Pick<ClusterFacts, "version" | "nodes">): boolean;
  /** Whether it put that object there and keeps it as it is. */
  owns(object: Owned): boolean;
  /** Where it is other than in static pods. */
  etcd?(facts: ClusterFacts): EtcdPlaces | undefined;
  datastore?(facts: ClusterFacts): Datastore;
  /** Snapshots that it takes of etcd itself; undefined where it takes none or nobody can tell. */
  snapshots?(facts: ClusterFacts): "nowhere" | "on-the-nodes" | "elsewhere" | undefined;
}

/** Whether a namespace is Kubernetes' own. */
export function isSystem(namespace: string): boolean {
  return ["kube-system", "kube-public", "kube-node-lease"].includes(namespace);
}

/** Labels of control planes: kubeadm's, its own before 1.24 which OpenShift keeps, RKE1's, MicroK8s'. */
const controlPlaneLabels = [
  "node-role.kubernetes.io/control-plane",
  "node-role.kubernetes.io/master",
  "node-role.kubernetes.io/controlplane",
  "node.kubernetes.io/microk8s-controlplane",
];

/** Whether a node is labelled as a control plane. */
export function isControlPlane({ metadata }: ClusterFacts["nodes"][number]): boolean {
  return controlPlaneLabels.some((label) => metadata?.labels?.[label] !== undefined);
}
