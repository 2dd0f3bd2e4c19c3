/** Every cluster and every network of the harness has a name that begins so. */
export const namePrefix = "kc-";

/** Label of the harness's own networks and containers: the cluster that they are of. */
export const networkLabel = "org.kind-chaos.cluster";

/** Label of containers that the harness starts beside kind's: their role. */
export const roleLabel = "org.kind-chaos.role";

/** Label of kind's containers: the cluster that they are of. */
export const kindClusterLabel = "io.x-k8s.kind.cluster";

/** Label of a container of the harness that forwards ports of a cluster that kind made without it: that one's name. */
export const relayLabel = "org.kind-chaos.relay";

/** Label of a container that lives for as long as a process of the harness talks to it: that process (`ownProcess`). */
export const processLabel = "org.kind-chaos.process";

/** A cluster that kind made without the harness, and that a person said is theirs to break: these containers of it. */
export interface Adopted {
  readonly cluster: string;
  /** The Docker network that all of them were made for. */
  readonly network: string;
  /** The engine's own ids. */
  readonly containers: readonly string[];
  /** Whether the engine gives a container of that network the address that it is told. */
  readonly pins: boolean;
}

/** What is asked of a container before anything is done to it. */
export interface Labelled {
  /** The engine's own id; without it a container is of no adopted cluster. */
  readonly id?: string;
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
 * own, of a cluster with the harness's prefix, and was made for the network of that name, which plain kind never does;
 * or it is a relay, or one that a process of the harness talks to; or one of the adopted cluster, where there is such
 * a one.
 */
export function whyNotOwn({ labels, network, id = "" }: Labelled, adopted?: Adopted): string | undefined {
  if (labels[relayLabel] !== undefined || labels[processLabel] !== undefined) return undefined;
  const cluster = clusterOf(labels);
  if (adopted !== undefined && labels[kindClusterLabel] === adopted.cluster)
    return adopted.network === network && adopted.containers.includes(id)
      ? undefined
      : `it was no container of ${cluster} when that was taken`;
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
