import type { ContainerDetails } from "../host/docker/containers.ts";
import type { Engine } from "../host/engine.ts";
import type { Node, NodeRole } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { kindRoleLabel, labelledContainers, roleLabel } from "./ownership.ts";

/** The nodes of a cluster with their addresses and published ports, as the engine tells them now. */
export async function findNodes(engine: Engine, cluster: string, network: string): Promise<Node[]> {
  const found = await labelledContainers(engine, cluster);
  const nodes = await Promise.all(
    found.map(async ({ id, network: own }) => toNode(await engine.containers.details(id), cluster, network, own)),
  );
  return nodes.toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * A node from what the engine says of its container; throws PlatformError for one that is not on the cluster's own
 * network. One that was made for that network, and taken off it to be started, is known by it all the same: it has no
 * address then.
 */
function toNode(container: ContainerDetails, cluster: string, network: string, own: string | undefined): Node {
  const { id, name, labels, addresses } = container;
  const address = addresses[network] ?? (own === network ? "" : undefined);
  if (address === undefined)
    throw new PlatformError("not-ours", `${name} is not on the network ${network}: it is not touched`);
  const role = roleOf(labels[kindRoleLabel] ?? labels[roleLabel] ?? "");
  const ports = Object.entries(container.ports)
    .map(([port, bindings]) => [port.replace("/tcp", ""), bindings.find(isOnLoopback)?.port] as const)
    .flatMap(([port, published]) => (published === undefined ? [] : [[port, published] as const]));
  return {
    name,
    short: role === "load-balancer" ? "lb" : name.slice(cluster.length + 1),
    role,
    containerId: id,
    address,
    ports: Object.fromEntries(ports),
  };
}

/** A configuration's own mapping may publish a port on another address of the host besides. */
function isOnLoopback({ address }: { readonly address: string }): boolean {
  return ["127.0.0.1", "0.0.0.0", ""].includes(address);
}

function roleOf(label: string): NodeRole {
  if (label === "external-load-balancer") return "load-balancer";
  if (label === "etcd") return "etcd";
  return label === "control-plane" ? "control-plane" : "worker";
}
