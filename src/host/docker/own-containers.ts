/** Every cluster and every network of the harness has a name that begins so. */
export const namePrefix = "kc-";

/** Label of the harness's own networks and containers: the cluster that they are of. */
export const networkLabel = "org.kind-chaos.cluster";

/** Label of kind's containers: the cluster that they are of. */
export const kindClusterLabel = "io.x-k8s.kind.cluster";

/** What is asked of a container before anything is done to it. */
export interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
  /** The network that it was made for. */
  readonly network: string | undefined;
}

/** The cluster that kind's label or the harness's own names; undefined without one. */
export function clusterOf(labels: Readonly<Record<string, string>>): string | undefined {
  return labels[kindClusterLabel] ?? labels[networkLabel];
}

/**
 * Why a container is not the harness's to touch, in words; undefined where it is: it has kind's label or the harness's
 * own, of a cluster with the harness's prefix, and was made for the network of that name, which plain kind never does.
 */
export function whyNotOwn({ labels, network }: Labelled): string | undefined {
  const cluster = clusterOf(labels);
  if (cluster === undefined) return "it has neither kind's label nor the harness's";
  if (!cluster.startsWith(namePrefix)) return `it is of ${cluster}, a cluster that the harness did not make`;
  if (network !== cluster) return `it was made for the network ${network}, not for ${cluster}`;
  return undefined;
}

/** Whether a network is the harness's to remove: its label has its own name, with the harness's prefix. */
export function isOwnNetwork({
  name,
  labels,
}: {
  readonly name: string;
  readonly labels: Labelled["labels"];
}): boolean {
  return name.startsWith(namePrefix) && labels[networkLabel] === name;
}
