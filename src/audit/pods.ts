import type { V1LabelSelector, V1OwnerReference, V1Pod } from "@kubernetes/client-node";
import type { ClusterFacts } from "./facts.ts";

/** The living pods of a cluster, found by namespace and label without going through all of them. */
export interface PodIndex {
  readonly alive: readonly V1Pod[];
  /** At least all living pods of a namespace that the selector takes: the selector is to be asked of each. */
  candidates(namespace: string, selector: V1LabelSelector | undefined): readonly V1Pod[];
}

const known = new WeakMap<readonly V1Pod[], PodIndex>();

/** The index of a cluster's pods; the same again for the same facts. */
export function podIndex({ pods }: Pick<ClusterFacts, "pods">): PodIndex {
  let index = known.get(pods);
  if (index === undefined) {
    index = makeIndex(pods.filter(isAlive));
    known.set(pods, index);
  }
  return index;
}

function makeIndex(alive: readonly V1Pod[]): PodIndex {
  const byLabel = new Map<string, V1Pod[]>();
  const add = (key: string, pod: V1Pod) => {
    const there = byLabel.get(key);
    if (there === undefined) byLabel.set(key, [pod]);
    else there.push(pod);
  };
  for (const pod of alive) {
    const { namespace = "", labels = {} } = pod.metadata ?? {};
    add(namespace, pod);
    for (const [name, value] of Object.entries(labels)) add(`${namespace}/${name}=${value}`, pod);
  }
  return {
    alive,
    candidates(namespace, selector) {
      const lists = Object.entries(selector?.matchLabels ?? {}).map(
        ([name, value]) => byLabel.get(`${namespace}/${name}=${value}`) ?? [],
      );
      const [shortest] = lists.toSorted((a, b) => a.length - b.length);
      return shortest ?? byLabel.get(namespace) ?? [];
    },
  };
}

function isAlive({ metadata, status }: V1Pod): boolean {
  return metadata?.deletionTimestamp == null && status?.phase !== "Succeeded" && status?.phase !== "Failed";
}

/** Who made a pod and keeps it; undefined for one that was made by hand. */
export function controllerOf({ metadata }: V1Pod): V1OwnerReference | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller === true);
}
