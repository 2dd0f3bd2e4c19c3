import { z } from "zod";
import { balancers, type Node } from "../model/cluster.ts";
import type { FaultContext } from "../model/fault.ts";

/** Whom a fault of the network is about, by role; all means everything outside of the node, whatever it is. */
export const peersSchema = z.enum(["all", "control-planes", "workers", "load-balancer", "etcd-members"]);
export type Peers = z.infer<typeof peersSchema>;

/** The nodes of a role but the one that is hit. */
export function peersOf({ node, cluster }: Pick<FaultContext, "node" | "cluster">, peers: Peers): readonly Node[] {
  // Kind's own is only the way in where two share an address: then these are meant.
  const before = balancers(cluster).length > 0 ? "balancer" : "load-balancer";
  const roles = { "control-planes": "control-plane", workers: "worker", "load-balancer": before } as const;
  const external = cluster.nodes.some(({ role }) => role === "etcd");
  const role =
    peers === "etcd-members" ? (external ? "etcd" : "control-plane") : peers === "all" ? peers : roles[peers];
  return cluster.nodes.filter((other) => other.name !== node.name && (role === "all" || other.role === role));
}

/** Those peers in words: "everything", "etcd members". */
export function describePeers(peers: Peers): string {
  return peers === "all" ? "everything" : peers.replaceAll("-", " ");
}
