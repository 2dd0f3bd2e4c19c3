import { resolve } from "node:path";
import type { KindConfig, KindNetworking, KindNode } from "../model/topology.ts";
import { reaching } from "./loopback.ts";
import { withPublishedPorts } from "./published-ports.ts";

/**
 * A person's configuration as the harness needs it: without its name, because the harness names its clusters itself;
 * with its mounts at the folder of now, as kind resolves them; with the API servers at an address and a port that lanes
 * reach again after a restart; and with the ports that lanes need. `plan` shows the difference.
 */
export function asHarnessNeeds({ name: _, networking, ...config }: KindConfig): KindConfig {
  const reachable = networking === undefined ? {} : { networking: reachableServers(networking) };
  return withPublishedPorts({ ...config, ...reachable, nodes: config.nodes.map(withAbsoluteMounts) });
}

function withAbsoluteMounts(node: KindNode): KindNode {
  if (node.extraMounts === undefined) return node;
  const extraMounts = node.extraMounts.map((mount) => ({ ...mount, hostPath: resolve(mount.hostPath ?? "") }));
  return { ...node, extraMounts };
}

/** kind publishes every API server on the loopback address of a cluster with IPv6 alone, else on that of IPv4. */
function reachableServers({ apiServerAddress, apiServerPort, ...networking }: KindNetworking): KindNetworking {
  const loopback = networking.ipFamily === "ipv6" ? "::1" : "127.0.0.1";
  const isReached = apiServerAddress === undefined || reaching[loopback].includes(apiServerAddress);
  const address = isReached ? apiServerAddress : loopback;
  return {
    ...networking,
    ...(address === undefined ? {} : { apiServerAddress: address }),
    // -1: Docker would choose another one at each start.
    ...(apiServerPort === undefined || apiServerPort === -1 ? {} : { apiServerPort }),
  };
}
