import type { V1Node, V1Pod } from "@kubernetes/client-node";
import type { ClusterFacts } from "./facts.ts";
import { isControlPlane } from "./platform.ts";
import { platformOf } from "./platforms.ts";

const zoneLabel = "topology.kubernetes.io/zone";

/** The nodes of the control plane. */
export function controlPlaneNodes({ nodes }: ClusterFacts): V1Node[] {
  return nodes.filter(isControlPlane);
}

/** The zone that a node says it is in; Azure writes the number of a fault domain where there are no zones. */
export function zoneOf(node: V1Node): string | undefined {
  const zone = node.metadata?.labels?.[zoneLabel];
  return zone !== undefined && /^\d$/.test(zone) && isOfAzure(node) ? undefined : zone;
}

function isOfAzure({ metadata, spec }: V1Node): boolean {
  return (
    spec?.providerID?.startsWith("azure:") === true || metadata?.labels?.["kubernetes.azure.com/cluster"] !== undefined
  );
}

/** Whether a node stands for more machines than one: virtual kubelets put each pod elsewhere. */
export function isVirtual({ metadata }: V1Node): boolean {
  return metadata?.labels?.type === "virtual-kubelet";
}

/** Whether a node or pod says that it is not Ready; one that says nothing does not. */
export function isNotReady({ status }: V1Node | V1Pod): boolean {
  return (status?.conditions ?? []).some(({ type, status: value }) => type === "Ready" && value !== "True");
}

/** The static pods of a component of the control plane, by the labels of kubeadm, Talos, OpenShift and kops. */
export function componentPods({ pods }: Pick<ClusterFacts, "pods">, component: string): V1Pod[] {
  return pods.filter(({ metadata }) => {
    const { namespace, labels = {} } = metadata ?? {};
    if (namespace === `openshift-${component}`) return labels.app === `openshift-${component}`;
    if (namespace !== "kube-system") return false;
    return [labels.component, labels["k8s-app"]].some(
      (name) => name === component || name === `${component}-manager-main`,
    );
  });
}

/** The value of a flag of a component, from its command line; undefined where it is not set. */
export function flagOf(pod: V1Pod | undefined, flag: string): string | undefined {
  const words = (pod?.spec?.containers ?? []).flatMap(({ command = [], args = [] }) => [...command, ...args]);
  return words.find((word) => word.startsWith(`--${flag}=`))?.slice(flag.length + 3);
}

/** The nodes that these pods are on, each once. */
export function nodesOf(pods: readonly V1Pod[]): string[] {
  return [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))];
}

/** Where etcd's members are; undefined where nobody can tell from here. */
export function etcdPlaces(
  facts: ClusterFacts,
): { readonly kind: string; readonly places: readonly string[] } | undefined {
  const external = facts.controlPlane?.externalEtcd;
  if (external !== undefined)
    return { kind: "external", places: external.map((url) => URL.parse(url)?.hostname ?? url) };
  const platform = platformOf(facts);
  if (platform.etcd !== undefined) return platform.etcd(facts);
  const pods = componentPods(facts, "etcd");
  if (pods.length === 0) return undefined;
  return { kind: "stacked", places: pods.flatMap(({ spec }) => spec?.nodeName ?? []) };
}

/** Whether the cluster's state is somewhere else than on its control planes, so that two of them are enough. */
export function isStateElsewhere(facts: ClusterFacts): boolean {
  if (facts.controlPlane?.externalEtcd !== undefined) return true;
  if (platformOf(facts).datastore?.(facts) === "elsewhere") return true;
  const members = etcdPlaces(facts)?.places ?? [];
  const names = controlPlaneNodes(facts).map(({ metadata }) => metadata?.name ?? "");
  return members.length > 0 && !members.some((place) => names.includes(place));
}
