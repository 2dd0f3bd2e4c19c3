import { z } from "zod";

export const nodeRoleSchema = z.enum(["control-plane", "worker", "load-balancer", "etcd", "balancer"]);
export type NodeRole = z.infer<typeof nodeRoleSchema>;

/** One container of a cluster. */
export const nodeSchema = z.strictObject({
  /** Container name, for example "kc-a1b2-control-plane2". */
  name: z.string(),
  /** The name without the cluster's: "control-plane2", "worker", "lb", "etcd2", "balancer". */
  short: z.string(),
  role: nodeRoleSchema,
  containerId: z.string(),
  /** Address on the cluster's own Docker network, restored before every start. */
  address: z.string(),
  /** The same of IPv6, where the cluster uses it. */
  address6: z.string().optional(),
  zone: z.string().optional(),
  /** Ports published on this machine's loopback, by container port: "6443", "2379". */
  ports: z.record(z.string(), z.number().int()),
  /** Those of them that are published on ::1 and not on 127.0.0.1. */
  onIpv6: z.array(z.string()).optional(),
});
export type Node = z.infer<typeof nodeSchema>;

/** What was run once a cluster stood, by whom it was made. */
const afterCreateSchema = z.strictObject({
  script: z.string().describe("path of the script of --after-create"),
  sha256: z.string().describe("of the script, in hexadecimal"),
});
export type AfterCreate = Readonly<z.infer<typeof afterCreateSchema>>;

/** How a cluster was used that kind made without the harness. */
const existingSchema = z.strictObject({
  relay: z
    .strictObject({
      ports: z.int().describe("ports of nodes that nobody published and that a container of the harness forwarded"),
      image: z.string().describe("what that container was made from"),
      latency: z
        .strictObject({
          pairs: z.int().describe("requests on each of the two, in turns"),
          publishedMs: z.number().describe("median of a request on a port that kind published"),
          relayedMs: z.number().describe("median of the same request through the relay"),
        })
        .optional()
        .describe("what the relay adds; not there where no published port leads where a relayed one does"),
    })
    .optional()
    .describe("not there where every port was published"),
});

/** A cluster as it was found when the run began. */
export const clusterSchema = z.strictObject({
  name: z.string(),
  network: z.string(),
  topology: z.string(),
  profile: z.string(),
  kubernetes: z.string(),
  upgraded: z
    .record(z.string(), z.string())
    .optional()
    .describe("to which versions of Kubernetes nodes had been upgraded, or begun to be, by their short names"),
  kind: z.string(),
  nodeImage: z.string(),
  /** Not there where kind makes no load balancer: with one control plane. */
  loadBalancerImage: z.string().optional(),
  balancerImage: z
    .string()
    .optional()
    .describe("of the load balancers with a virtual address, where there are two; made anew where its inputs changed"),
  replacedTimings: z
    .array(z.string())
    .optional()
    .describe("timings of the kind file that the profile replaced, as asked for: the verdict is not of that file's"),
  afterCreate: afterCreateSchema.optional(),
  existing: existingSchema.optional().describe("only of a cluster that kind made without the harness"),
  nodes: z.array(nodeSchema),
});
export type Cluster = z.infer<typeof clusterSchema>;

/** What has nodes of some roles: a cluster, or a topology before there is one. */
interface WithNodes<Placed> {
  readonly nodes: readonly Placed[];
}
type Placed = Pick<Node, "role" | "short">;

/** Control planes in the order of their names; an index into this list is a sample's `backend`. */
export function controlPlanes<N extends Placed>(cluster: WithNodes<N>): readonly N[] {
  return withRole(cluster, "control-plane");
}

/** Workers in the order of their names. */
export function workers<N extends Placed>(cluster: WithNodes<N>): readonly N[] {
  return withRole(cluster, "worker");
}

/**
 * The nodes that etcd's members run on, in the order of their names: containers of their own where etcd is external,
 * else the control planes.
 */
export function etcdNodes<N extends Placed>(cluster: WithNodes<N>): readonly N[] {
  const external = withRole(cluster, "etcd");
  return external.length > 0 ? external : controlPlanes(cluster);
}

/** The load balancers that share a virtual address, in the order of their names; none where one alone is there. */
export function balancers<N extends Placed>(cluster: WithNodes<N>): readonly N[] {
  return withRole(cluster, "balancer");
}

/** How many of so many etcd members must agree. */
export function quorumOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

function withRole<N extends Placed>({ nodes }: WithNodes<N>, role: NodeRole): readonly N[] {
  return nodes.filter((node) => node.role === role).toSorted((a, b) => a.short.localeCompare(b.short));
}

/** The version of Kubernetes that a cluster was made with, and those that its nodes have been upgraded to since. */
export function kubernetesOf({ kubernetes, upgraded = {} }: Pick<Cluster, "kubernetes" | "upgraded">): string {
  const versions = Map.groupBy(Object.keys(upgraded), (short) => upgraded[short] ?? "");
  const told = [...versions].map(([version, shorts]) => `${version} on ${shorts.join(", ")}`);
  return told.length === 0 ? kubernetes : `${kubernetes}, upgraded to ${told.join(" and ")}`;
}
