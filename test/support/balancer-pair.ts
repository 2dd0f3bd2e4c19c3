import type { Cluster, Node } from "../../src/model/cluster.ts";
import { cluster } from "./recording-runtime.ts";

/** Two load balancers that share the address 172.30.0.200. */
export const pair: readonly Node[] = ["balancer", "balancer2"].map((short, index) => ({
  name: `kc-x-${short}`,
  short,
  role: "balancer",
  containerId: short,
  address: `172.30.0.21${index + 1}`,
  ports: {},
}));

/** The cluster of other tests with the pair besides. */
export const withPair: Cluster = { ...cluster, nodes: [...cluster.nodes, ...pair] };

/** What one of them tells: its addresses as iproute2 prints them, its priority, and that its keepalived runs. */
export function shown({
  priority,
  addresses,
  keepalived = true,
}: {
  readonly priority: number;
  readonly addresses: readonly string[];
  readonly keepalived?: boolean;
}): string {
  const lines = addresses.map(
    (address) => `52: eth0    inet ${address}/24 scope global eth0\\       valid_lft forever preferred_lft forever`,
  );
  return [...lines, `priority ${priority}`, ...(keepalived ? ["keepalived"] : [])].join("\n");
}
