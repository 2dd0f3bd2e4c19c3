import type { Node } from "./cluster.ts";

/** The addresses of this machine that ports are published on; the latter where a cluster's components know IPv6 first. */
export type Loopback = "127.0.0.1" | "::1";

/** Where a node is on its cluster's network: one address, or one of each family. */
export type Place = Pick<Node, "address" | "address6">;

/** The place of a node alone, as an action has it. */
export function placeOf({ address, address6 }: Place): Place {
  return { address, ...(address6 === undefined ? {} : { address6 }) };
}

/** All addresses of a node on its cluster's network, IPv4 first; none of a node whose address nobody knows. */
export function addressesOfNode({ address, address6 }: Place): string[] {
  return [address, address6 ?? ""].filter((one) => one !== "");
}

/** The same in words: "172.30.0.3", "172.30.0.3 and fd00::3". */
export function describePlace(place: Place): string {
  return addressesOfNode(place).join(" and ");
}

/** The address of this machine at which a port of a node is published. */
export function loopbackOf({ onIpv6 }: Pick<Node, "onIpv6">, port: string): Loopback {
  return onIpv6?.includes(port) ? "::1" : "127.0.0.1";
}

/** etcd's client port, which the harness publishes on the loopback address of the family that members know first. */
const etcdPort = "2379";

/** The host by which etcd's members know a control plane, as a URL has it: "172.30.0.3", "[fd00::3]". */
export function memberHost({ address, address6, onIpv6 }: Pick<Node, "address" | "address6" | "onIpv6">): string {
  return address6 !== undefined && loopbackOf({ onIpv6 }, etcdPort) === "::1" ? `[${address6}]` : address;
}
