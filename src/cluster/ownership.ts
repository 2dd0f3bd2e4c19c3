import type { ListedContainer } from "../host/docker/containers.ts";
import {
  clusterOf,
  isOwnNetwork,
  kindClusterLabel,
  namePrefix,
  networkLabel,
  whyNotOwn,
} from "../host/docker/own-containers.ts";
import type { Engine } from "../host/engine.ts";
import { PlatformError, UsageError } from "../model/errors.ts";

/** The full name of a cluster that a person named. */
export function withPrefix(name: string): string {
  return name.startsWith(namePrefix) ? name : `${namePrefix}${name}`;
}

/** Role of a container that only lends its files for a while: it is no node. */
export const softwareRole = "software";
export const kindRoleLabel = "io.x-k8s.kind.role";

/** A cluster that was found on the engine, running or not. */
export interface OwnedCluster {
  readonly name: string;
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Names of its containers. */
  readonly containers: readonly string[];
  /** Whether nothing of it ever ran, and nothing can: its network is gone. A creation that was cut short leaves that. */
  readonly isStillborn: boolean;
}

/**
 * All clusters of the harness on this engine: the networks with its label and the containers with that name in kind's
 * label or its own. Containers that a cut-short creation left without their network are known by it all the same: it is
 * the network that they were made for.
 */
export async function ownedClusters(engine: Engine): Promise<OwnedCluster[]> {
  // A creation makes the network first, and a deletion removes it last: one of either is not missed between the lists.
  const containers = await labelledContainers(engine);
  const networks = (await engine.networks.labelled(networkLabel)).filter(isOwnNetwork);
  const made = containers.filter((container) => whyNotOwn(container) === undefined);
  const labels = new Map(networks.map((network) => [network.name, network.labels]));
  const names = new Set([...labels.keys(), ...made.map((container) => clusterOf(container.labels) ?? "")]);
  return [...names].map((name) => {
    const own = made.filter((container) => clusterOf(container.labels) === name);
    return {
      name,
      network: name,
      labels: labels.get(name) ?? {},
      containers: own.map((container) => container.name),
      isStillborn: !labels.has(name) && own.every(({ neverRan }) => neverRan),
    };
  });
}

/** All containers that kind or the harness made for a cluster, running or not; of one cluster, where it is named. */
export async function labelledContainers(engine: Engine, cluster?: string): Promise<ListedContainer[]> {
  const value = cluster === undefined ? "" : `=${cluster}`;
  const lists = [kindClusterLabel, networkLabel].map((label) => engine.containers.labelled(`${label}${value}`));
  return (await Promise.all(lists)).flat();
}

/** Our part of the addresses that no router outside knows: "fd" and forty bits that others hardly chose. */
const uniqueLocal = "fd6b:6368:616f";

/**
 * Creates the cluster's own network in the first free /24 of 172.30.0.0/16 and up to 172.31, and beside it, where the
 * cluster uses IPv6, in a /64 of a unique local prefix (RFC 4193); labels say whose it is.
 */
export async function createNetwork(
  engine: Engine,
  name: string,
  labels: Readonly<Record<string, string>>,
  withIpv6 = false,
): Promise<void> {
  let last: PlatformError | undefined;
  for (let block = 0; block < 512; block++) {
    const subnet = `172.${30 + Math.floor(block / 256)}.${block % 256}.0/24`;
    const subnets = withIpv6 ? [subnet, `${uniqueLocal}:${block.toString(16)}::/64`] : [subnet];
    try {
      return await engine.networks.create(name, subnets, { ...labels, [networkLabel]: name });
    } catch (error) {
      // Another network has this subnet, a second run's for example: the next one is tried.
      if (!(error instanceof PlatformError) || error.code !== "subnet-taken") throw error;
      last = error;
    }
  }
  throw last;
}

/** Throws UsageError when anything on the engine has the cluster's name already; such a thing is never touched. */
export async function mustBeFree(engine: Engine, name: string): Promise<void> {
  const networks = await engine.networks.named(`^${name}$`);
  const containers = await engine.containers.named(`^/${name}-(control-plane|worker|external|etcd|balancer)`);
  if (networks.length + containers.length === 0) return;
  throw new UsageError(
    `the name ${name} is taken on this Docker engine: choose another with --name, or see "npx kind-chaos clean"`,
  );
}
