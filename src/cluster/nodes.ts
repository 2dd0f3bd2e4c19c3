import type { ContainerInspectInfo } from "dockerode";
import type { Engine } from "../host/engine.ts";
import type { Node, NodeRole } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { kindRoleLabel, labelledContainers, roleLabel } from "./ownership.ts";

/** The nodes of a cluster with their addresses and published ports, as the engine tells them now. */
export async function findNodes(engine: Engine, cluster: string, network: string): Promise<Node[]> {
  const found = await labelledContainers(engine, cluster);
  const nodes = await Promise.all(
    found.map(async ({ Id }) => toNode(await engine.docker.getContainer(Id).inspect(), cluster, network)),
  );
  return nodes.toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * A node from what the engine says of its container; throws PlatformError for one that is not on the cluster's own
 * network.
 */
export function toNode(info: ContainerInspectInfo, cluster: string, network: string): Node {
  const name = info.Name.slice(1);
  const attached = info.NetworkSettings.Networks[network];
  if (attached === undefined)
    throw new PlatformError("not-ours", `${name} is not on the network ${network}: it is not touched`);
  const role = roleOf(info.Config.Labels[kindRoleLabel] ?? info.Config.Labels[roleLabel] ?? "");
  const ports = Object.entries(info.NetworkSettings.Ports ?? {})
    .map(([port, bindings]) => [port.replace("/tcp", ""), bindings?.find(isOnLoopback)?.HostPort] as const)
    .flatMap(([port, published]) => (published === undefined ? [] : [[port, Number(published)] as const]));
  return {
    name,
    short: role === "load-balancer" ? "lb" : name.slice(cluster.length + 1),
    role,
    containerId: info.Id,
    address: attached.IPAddress || attached.IPAMConfig?.IPv4Address || "",
    ports: Object.fromEntries(ports),
  };
}

/** A configuration's own mapping may publish a port on another address of the host besides. */
function isOnLoopback({ HostIp }: { readonly HostIp: string }): boolean {
  return ["127.0.0.1", "0.0.0.0", ""].includes(HostIp);
}

function roleOf(label: string): NodeRole {
  if (label === "external-load-balancer") return "load-balancer";
  if (label === "etcd") return "etcd";
  return label === "control-plane" ? "control-plane" : "worker";
}
