import type { Node } from "../model/cluster.ts";
import { addressesOfNode, loopbackOf } from "../model/node-addresses.ts";
import { knock } from "../net/knock.ts";

/**
 * The published TCP ports of a node, by their number in it, that lead nowhere any more: refused on loopback, while the
 * container itself takes connections. Docker's proxy of a port ends for good when it cannot open another file, which
 * happens when a frozen container holds some thousands of connections; only a restart of the container starts it anew.
 * Where the container cannot be reached but through its ports, none is held to be lost.
 */
export async function lostPorts(node: Pick<Node, "address" | "address6" | "ports" | "onIpv6">): Promise<string[]> {
  const tcp = Object.entries(node.ports).filter(([name]) => !name.includes("/"));
  const looked = await Promise.all(
    tcp.map(async ([name, published]) => {
      if ((await knock(loopbackOf(node, name), published)) !== "refuses") return [];
      const inside = await Promise.all(addressesOfNode(node).map((address) => knock(address, Number(name))));
      return inside.includes("accepts") ? [name] : [];
    }),
  );
  return looked.flat();
}
