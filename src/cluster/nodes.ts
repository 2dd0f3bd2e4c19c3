import type { ContainerDetails } from "../host/docker/containers.ts";
import { roleLabel } from "../host/docker/own-containers.ts";
import type { Engine } from "../host/engine.ts";
import type { Node, NodeRole } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { type Loopback, placeOf } from "../model/node-addresses.ts";
import { workloadPorts } from "../model/workload.ts";
import { reaching } from "./loopback.ts";
import { kindRoleLabel, labelledContainers, softwareRole } from "./ownership.ts";

/** The nodes of a cluster with their addresses and published ports, as the engine tells them now. */
export async function findNodes(engine: Engine, cluster: string, network: string): Promise<Node[]> {
  const all = await labelledContainers(engine, cluster);
  const found = all.filter(({ labels }) => labels[roleLabel] !== softwareRole);
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
  const place = addresses[network] ?? (own === network ? { address: "" } : undefined);
  if (place === undefined)
    throw new PlatformError("not-ours", `${name} is not on the network ${network}: it is not touched`);
  const role = roleOf(labels[kindRoleLabel] ?? labels[roleLabel] ?? "");
  return {
    name,
    short: role === "load-balancer" ? "lb" : name.slice(cluster.length + 1),
    role,
    containerId: id,
    ...placeOf(place),
    ...portsOf(container),
  };
}

type Published = ContainerDetails["ports"];

/**
 * The published ports that are reached on loopback. A configuration's own mapping may publish a port on another address
 * of the host besides, and on loopback in the family that the cluster's Services do not have.
 */
function portsOf({ ports }: { readonly ports: Published }): Pick<Node, "ports" | "onIpv6"> {
  const order: readonly Loopback[] = isIpv6First(ports) ? ["::1", "127.0.0.1"] : ["127.0.0.1", "::1"];
  const found = Object.keys(ports).flatMap((key) => {
    const [on] = order.flatMap((loopback) => publishedOn(ports, key, loopback));
    return on === undefined ? [] : [{ name: key.replace("/tcp", ""), ...on }];
  });
  const onIpv6 = found.filter(({ loopback }) => loopback === "::1").map(({ name }) => name);
  return {
    ports: Object.fromEntries(found.map(({ name, port }) => [name, port])),
    ...(onIpv6.length === 0 ? {} : { onIpv6 }),
  };
}

function publishedOn(ports: Published, key: string, loopback: Loopback) {
  const binding = ports[key]?.find(({ address }) => reaching[loopback].includes(address));
  return binding === undefined ? [] : [{ loopback, port: binding.port }];
}

/** The harness publishes the ports of applications on the loopback address of the Services' family, each of them. */
function isIpv6First(ports: Published): boolean {
  const own = Object.values(workloadPorts).map((port) => (port.includes("/") ? port : `${port}/tcp`));
  return own.every((key) => publishedOn(ports, key, "::1").length > 0);
}

function roleOf(label: string): NodeRole {
  if (label === "external-load-balancer") return "load-balancer";
  if (label === "etcd" || label === "balancer") return label;
  return label === "control-plane" ? "control-plane" : "worker";
}
