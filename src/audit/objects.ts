import type { V1Deployment, V1LabelSelector, V1Node, V1Pod, V1StatefulSet } from "@kubernetes/client-node";
import type { ClusterFacts } from "./facts.ts";

/** What a person runs more than one of: a Deployment or a StatefulSet, with its living pods. */
export interface Workload {
  readonly kind: "Deployment" | "StatefulSet";
  readonly namespace: string;
  readonly name: string;
  /** "Deployment shop/web". */
  readonly subject: string;
  readonly replicas: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly pods: readonly V1Pod[];
}

const zoneLabel = "topology.kubernetes.io/zone";
const controlPlaneLabel = "node-role.kubernetes.io/control-plane";

/** All workloads that are asked to have a replica. */
export function workloadsOf(facts: ClusterFacts): Workload[] {
  return [
    ...facts.deployments.map((one) => workload("Deployment", one, facts.pods)),
    ...facts.statefulSets.map((one) => workload("StatefulSet", one, facts.pods)),
  ].filter(({ replicas }) => replicas > 0);
}

function workload(kind: Workload["kind"], one: V1Deployment | V1StatefulSet, pods: readonly V1Pod[]): Workload {
  const { namespace = "", name = "" } = one.metadata ?? {};
  return {
    kind,
    namespace,
    name,
    subject: `${kind} ${namespace}/${name}`,
    replicas: one.spec?.replicas ?? 1,
    labels: one.spec?.template.metadata?.labels ?? {},
    pods: pods.filter(
      (pod) =>
        pod.metadata?.namespace === namespace &&
        isAlive(pod) &&
        selects(one.spec?.selector, pod.metadata?.labels ?? {}),
    ),
  };
}

function isAlive({ metadata, status }: V1Pod): boolean {
  return metadata?.deletionTimestamp === undefined && status?.phase !== "Succeeded" && status?.phase !== "Failed";
}

/** Whether a selector takes these labels; one that says nothing takes nothing here. */
export function selects(selector: V1LabelSelector | undefined, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) return false;
  const fits = ({ key, operator, values = [] }: (typeof matchExpressions)[number]) => {
    const value = labels[key];
    if (operator === "Exists") return value !== undefined;
    if (operator === "DoesNotExist") return value === undefined;
    return (operator === "In") === (value !== undefined && values.includes(value));
  };
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(fits);
}

/** The nodes of the control plane. */
export function controlPlaneNodes({ nodes }: ClusterFacts): V1Node[] {
  return nodes.filter((node) => node.metadata?.labels?.[controlPlaneLabel] !== undefined);
}

/** The zone that a node says it is in. */
export function zoneOf(node: V1Node): string | undefined {
  return node.metadata?.labels?.[zoneLabel];
}

/** The static pods of a component of the control plane, by kubeadm's label. */
export function componentPods({ pods }: ClusterFacts, component: string): V1Pod[] {
  return pods.filter(
    ({ metadata }) => metadata?.namespace === "kube-system" && metadata.labels?.component === component,
  );
}

/** The value of a flag of a component, from its command line; undefined where it is not set. */
export function flagOf(pod: V1Pod | undefined, flag: string): string | undefined {
  const [container] = pod?.spec?.containers ?? [];
  const words = [...(container?.command ?? []), ...(container?.args ?? [])];
  return words.find((word) => word.startsWith(`--${flag}=`))?.slice(flag.length + 3);
}

/** The nodes that these pods are on, each once. */
export function nodesOf(pods: readonly V1Pod[]): string[] {
  return [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))];
}
