import { z } from "zod";

export const nodeRoleSchema = z.enum(["control-plane", "worker", "load-balancer"]);
export type NodeRole = z.infer<typeof nodeRoleSchema>;

/** One container of a cluster. */
export const nodeSchema = z.object({
  /** Container name, for example "kc-a1b2-control-plane2". */
  name: z.string(),
  /** The name without the cluster's: "control-plane2", "worker", "lb". */
  short: z.string(),
  role: nodeRoleSchema,
  containerId: z.string(),
  /** Address on the cluster's own Docker network, restored before every start. */
  address: z.string(),
  zone: z.string().optional(),
  /** Ports published on 127.0.0.1, by container port: "6443", "2379". */
  ports: z.record(z.string(), z.number().int()),
});
export type Node = z.infer<typeof nodeSchema>;

/** A cluster as it was found when the run began. */
export const clusterSchema = z.object({
  name: z.string(),
  network: z.string(),
  topology: z.string(),
  profile: z.string(),
  kubernetes: z.string(),
  kind: z.string(),
  nodeImage: z.string(),
  loadBalancerImage: z.string(),
  nodes: z.array(nodeSchema),
});
export type Cluster = z.infer<typeof clusterSchema>;

/** Control planes in the order of their names; an index into this list is a sample's `backend`. */
export function controlPlanes(cluster: Cluster): readonly Node[] {
  return cluster.nodes
    .filter((node) => node.role === "control-plane")
    .toSorted((a, b) => a.short.localeCompare(b.short));
}
