import type { Loopback } from "../model/node-addresses.ts";
import type { KindConfig } from "../model/topology.ts";
import { networkingOf } from "./kind-file/defaults.ts";

/** Addresses of the machine at which everything on a loopback address is reached; "" is Docker's default of all. */
export const reaching: Readonly<Record<Loopback, readonly string[]>> = {
  "127.0.0.1": ["127.0.0.1", "0.0.0.0", ""],
  "::1": ["::1", "::"],
};

/** Whether a cluster's nodes have addresses of IPv6. */
export function usesIpv6(config: Pick<KindConfig, "networking">): boolean {
  return networkingOf(config).ipFamily !== "ipv4";
}

/**
 * The loopback address for ports of nodes and for NodePorts: Services have the family of their first subnet, and etcd
 * listens on the node's address of that family (kind pkg/cluster/internal/create/actions/config/config.go).
 */
export function loopbackFor(config: Pick<KindConfig, "networking">): Loopback {
  const [first = ""] = networkingOf(config).serviceSubnet.split(",");
  return usesIpv6(config) && first.includes(":") ? "::1" : "127.0.0.1";
}
