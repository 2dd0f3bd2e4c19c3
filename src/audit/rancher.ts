import type { ClusterFacts } from "./facts.ts";
import type { Datastore, EtcdPlaces, Owned } from "./platform.ts";

const etcdLabel = "node-role.kubernetes.io/etcd";

/** Members of the etcd that k3s and RKE2 run in themselves: nodes that are labelled with it. */
export function embeddedEtcd({ nodes }: ClusterFacts): EtcdPlaces | undefined {
  const members = nodes.filter(({ metadata }) => metadata?.labels?.[etcdLabel] !== undefined);
  if (members.length === 0) return undefined;
  return { kind: "embedded", places: members.map(({ metadata }) => metadata?.name ?? "") };
}

/** Servers without the label keep their state in an SQL database or an etcd of somebody else's. */
export function rancherDatastore(facts: ClusterFacts): Datastore {
  return embeddedEtcd(facts) === undefined ? "elsewhere" : "own-etcd";
}

/** Snapshots that servers take by themselves every 12 hours unless told not to, by the flags that nodes are annotated with. */
export function ownSnapshots(
  facts: ClusterFacts,
  annotation: string,
): "nowhere" | "on-the-nodes" | "elsewhere" | undefined {
  if (embeddedEtcd(facts) === undefined) return undefined;
  const told = facts.nodes.flatMap(({ metadata }) => wordsOf(metadata?.annotations?.[annotation]));
  if (told.length === 0) return undefined;
  const value = told[told.indexOf("--etcd-disable-snapshots") + 1];
  if (told.includes("--etcd-disable-snapshots=true")) return "nowhere";
  if (told.includes("--etcd-disable-snapshots") && value !== "false") return "nowhere";
  return told.some((word) => word.startsWith("--etcd-s3")) ? "elsewhere" : "on-the-nodes";
}

function wordsOf(annotation: string | undefined): string[] {
  try {
    const words: unknown = JSON.parse(annotation ?? "[]");
    return Array.isArray(words) ? words.map(String) : [];
  } catch {
    return [];
  }
}

/** Whether the add-on controller of k3s and RKE2, or a chart that they bring, keeps that object as it is. */
export function isAddOn({ annotations }: Owned): boolean {
  return /^(k3s|helm)\.cattle\.io\//.test(annotations["objectset.rio.cattle.io/owner-gvk"] ?? "");
}
