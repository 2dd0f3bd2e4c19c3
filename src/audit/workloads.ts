import type { V1Deployment, V1LabelSelector, V1Pod, V1StatefulSet } from "@kubernetes/client-node";
import { selects } from "../kube/selectors.ts";
import type { ClusterFacts, Owner } from "./facts.ts";
import { owned, ownerOf } from "./ownership.ts";
import { controllerOf, type PodIndex, podIndex } from "./pods.ts";

/** What a person runs more than one of, with its living pods: a Deployment, a StatefulSet, or what an operator keeps. */
export interface Workload {
  /** "Deployment", "StatefulSet", or the kind of the operator's own object, for example "Cluster". */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** "Deployment shop/web". */
  readonly subject: string;
  readonly owner: Owner;
  /** Whether the cluster's names are resolved by it. */
  readonly isDns: boolean;
  readonly replicas: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly pods: readonly V1Pod[];
}

/** What workloads are made out of, with what tells whose they are. */
export type WorkloadFacts = Pick<ClusterFacts, "version" | "nodes" | "pods" | "deployments" | "statefulSets">;

const known = new WeakMap<WorkloadFacts, readonly Workload[]>();

/** All workloads that are asked to have a replica; the same list again for the same facts. */
export function workloadsOf(facts: WorkloadFacts): readonly Workload[] {
  let found = known.get(facts);
  if (found === undefined) {
    const index = podIndex(facts);
    const made = [
      ...facts.deployments.map((one) => workload("Deployment", one, facts, index)),
      ...facts.statefulSets.map((one) => workload("StatefulSet", one, facts, index)),
    ];
    found = [...made.filter(({ replicas }) => replicas > 0), ...keptByOperators(facts, made)];
    known.set(facts, found);
  }
  return found;
}

function workload(kind: string, one: V1Deployment | V1StatefulSet, facts: WorkloadFacts, index: PodIndex): Workload {
  const { namespace = "", name = "" } = one.metadata ?? {};
  const selector = one.spec?.selector;
  const pods = index.candidates(namespace, selector).filter((pod) => isOf(pod, kind, name, selector));
  return described({ kind, namespace, name, pods }, facts, {
    replicas: one.spec?.replicas ?? 1,
    labels: one.spec?.template.metadata?.labels ?? {},
    metadata: one.metadata ?? {},
  });
}

function described(
  { kind, namespace, name, pods }: Pick<Workload, "kind" | "namespace" | "name" | "pods">,
  facts: WorkloadFacts,
  { replicas, labels, metadata }: Pick<Workload, "replicas" | "labels"> & { metadata: Parameters<typeof owned>[0] },
): Workload {
  const isDns = namespace === "kube-system" && [labels, ...pods.map((pod) => pod.metadata?.labels ?? {})].some(isOfDns);
  const owner = ownerOf(owned({ ...metadata, namespace, name }), facts);
  return { kind, namespace, name, subject: `${kind} ${namespace}/${name}`, owner, isDns, replicas, labels, pods };
}

/** CoreDNS and kube-dns keep this label wherever they come from; their autoscalers have names of their own. */
function isOfDns(labels: Readonly<Record<string, string>>): boolean {
  return labels["k8s-app"] === "kube-dns";
}

/** Two Deployments may select the same labels: who made a pod says whose it is, where that is known. */
function isOf(pod: V1Pod, kind: string, name: string, selector: V1LabelSelector | undefined): boolean {
  const labels = pod.metadata?.labels ?? {};
  if (!selects(selector, labels)) return false;
  const controller = controllerOf(pod);
  if (controller === undefined) return true;
  if (kind === "StatefulSet") return controller.kind === kind && controller.name === name;
  return controller.kind === "ReplicaSet" && withoutHash(controller.name, labels) === name;
}

/** A ReplicaSet's name is its maker's with a hash of the template. */
function withoutHash(name: string, labels: Readonly<Record<string, string>>): string {
  const hash = labels["pod-template-hash"] ?? labels["rollouts-pod-template-hash"];
  if (hash === undefined) return name.slice(0, Math.max(name.lastIndexOf("-"), 0)) || name;
  return name.endsWith(`-${hash}`) ? name.slice(0, -hash.length - 1) : name;
}

/** Kinds whose pods are on every node, end by themselves, or are no workload. */
const others = ["DaemonSet", "Job", "Node", "StatefulSet"];

function keptByOperators(facts: WorkloadFacts, made: readonly Workload[]): Workload[] {
  const theirs = new Set(made.flatMap(({ pods }) => pods));
  const groups = new Map<string, V1Pod[]>();
  for (const pod of podIndex(facts).alive) {
    const controller = controllerOf(pod);
    if (controller === undefined || others.includes(controller.kind) || theirs.has(pod)) continue;
    if ((pod.spec?.restartPolicy ?? "Always") !== "Always") continue;
    const labels = pod.metadata?.labels ?? {};
    const name = controller.kind === "ReplicaSet" ? withoutHash(controller.name, labels) : controller.name;
    const key = [controller.kind, pod.metadata?.namespace, name].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups].map(([key, pods]) => {
    const [kind = "", namespace = "", name = ""] = key.split("\n");
    const labels = pods[0]?.metadata?.labels ?? {};
    return described({ kind, namespace, name, pods }, facts, { replicas: pods.length, labels, metadata: { labels } });
  });
}
