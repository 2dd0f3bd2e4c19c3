import { type Cluster, controlPlanes, etcdNodes, type Node, workers } from "../../model/cluster.ts";
import { PlatformError, UsageError } from "../../model/errors.ts";
import type { Destination, Lane, LaneSpec, ServiceAddresses, Via } from "../../model/lane.ts";
import { loopbackOf } from "../../model/node-addresses.ts";
import { type QuorumSize, quorumName, quorumSizes } from "../../model/quorum.ts";
import { deriveSeed } from "../../model/random.ts";
import type { PlannedNode } from "../../model/topology.ts";
import { workloadPorts } from "../../model/workload.ts";

/** The ports of containers that are published for each destination, as a node's `ports` have them. */
export const containerPorts: Partial<Readonly<Record<Destination, string>>> = {
  api: "6443",
  etcd: "2379",
  "workload-http": workloadPorts.http,
  "workload-dns": workloadPorts.dns,
  // The Service of ours beside an application's own has the workload's ports: a run has one of the two.
  app: workloadPorts.http,
  "app-dns": workloadPorts.dns,
  store: workloadPorts.store,
};

/** Whether lanes need the workload under test to be there. */
export function needWorkload(specs: readonly Pick<LaneSpec, "destination">[]): boolean {
  return specs.some(({ destination }) => destination.startsWith("workload-"));
}

/** Whether lanes ask an application of a person's own. */
export function needApplication(specs: readonly Pick<LaneSpec, "destination">[]): boolean {
  return specs.some(({ destination }) => destination === "app" || destination === "app-dns");
}

/** Whether lanes need the application with data on one node to be there. */
export function needStore(specs: readonly Pick<LaneSpec, "destination">[]): boolean {
  return specs.some(({ destination }) => destination === "store");
}

/** Whether lanes ask the address that two load balancers share. */
export function needSharedAddress(specs: readonly Pick<LaneSpec, "destination">[]): boolean {
  return specs.some(({ destination }) => destination === "virtual-address");
}

/** The sizes of the groups of etcd members that lanes need to be there. */
export function quorumsOf(specs: readonly Pick<LaneSpec, "destination">[]): readonly QuorumSize[] {
  return quorumSizes.filter((size) => specs.some(({ destination }) => destination === quorumName(size)));
}

/** The port that a node must publish for a lane; undefined where the lane needs none. */
export function portFor(spec: Pick<LaneSpec, "destination" | "via">): string | undefined {
  return spec.via === "in-cluster" ? undefined : containerPorts[spec.destination];
}

/**
 * The lanes of a run: one for a path through the load balancer or from inside the cluster, one for each node on a
 * direct one.
 */
export function expandLanes(
  specs: readonly LaneSpec[],
  cluster: Cluster,
  seed: number,
  services: ServiceAddresses = {},
): Lane[] {
  const paths = specs.flatMap((spec) => nodesOnTheWay(spec.via, cluster).map((node) => ({ spec, node })));
  const lanes = paths.map(({ spec, node }, index): Lane => {
    const id = laneId(spec, node);
    const periodMs = 1_000 / spec.hz;
    return {
      index,
      id,
      operation: spec.operation,
      via: spec.via === "in-cluster" ? spec.via : node.short,
      connection: spec.connection,
      periodMs,
      // The random phases of schedule.ts spread the lanes; see there why no fixed offset does.
      offsetMs: 0,
      seed: deriveSeed(seed, id),
      deadlineMs: spec.deadlineMs,
      ...addressOf(spec, node, services),
    };
  });
  const twice = lanes.find((lane) => lanes.findIndex((other) => other.id === lane.id) !== lane.index);
  if (twice !== undefined) throw new UsageError(`the lane ${twice.id} is there twice: name each lane once`);
  return lanes;
}

/** What a lane does, as its id begins: its operation, and the variant of it where there are several. */
export function laneName({ operation, variant }: Pick<LaneSpec, "operation" | "variant">): string {
  return variant === undefined ? operation : `${operation}-${variant}`;
}

/** The name of a lane on one of its nodes: "write/api/new". */
export function laneId(
  spec: Pick<LaneSpec, "operation" | "variant" | "via" | "connection">,
  node: PlannedNode,
): string {
  const way = spec.via === "in-cluster" || spec.via === "api" ? spec.via : node.short;
  return `${laneName(spec)}/${way}/${spec.connection}`;
}

/**
 * The nodes that lanes of a way go to, of a cluster or of a topology before there is one; throws UsageError where it
 * has none.
 */
export function nodesOnTheWay<N extends PlannedNode>(via: Via, of: { readonly nodes: readonly N[] }): readonly N[] {
  if (via === "each-etcd-member") return etcdNodes(of);
  if (via === "each-api-server") return controlPlanes(of);
  if (via === "each-node") return [...controlPlanes(of), ...workers(of)];
  if (via === "each-worker") return workers(of);
  if (via === "in-cluster") return [probeNodeOf(of)];
  const balancers = of.nodes.filter((node) => node.role === "load-balancer");
  if (balancers.length > 0) return balancers;
  const planes = controlPlanes(of);
  if (planes.length === 1) return planes;
  throw new UsageError("there are several control planes and no load balancer: probe each API server directly");
}

/**
 * The node whose network the lanes from inside the cluster are in: the last worker, because faults that name one mostly
 * begin with the first.
 */
export function probeNodeOf<N extends PlannedNode>(of: { readonly nodes: readonly N[] }): N {
  const node = workers(of).at(-1);
  if (node === undefined) throw new UsageError('the topology has no worker to probe from: no lane can be "in-cluster"');
  return node;
}

function addressOf(spec: LaneSpec, node: Node, services: ServiceAddresses): Pick<Lane, "host" | "port"> {
  if (spec.via !== "in-cluster") {
    const port = portFor(spec) ?? "";
    return { host: loopbackOf(node, port), port: publishedPort(node, port) };
  }
  const address = services[spec.destination];
  if (address === undefined)
    throw new PlatformError("no-service", `the address of ${spec.destination} inside the cluster is not known`);
  return address;
}

/** The loopback port that a node's port is published on; throws PlatformError "port-not-published". */
export function publishedPort(node: Node, port: string): number {
  const published = node.ports[port];
  if (published === undefined)
    throw new PlatformError("port-not-published", `port ${port} of ${node.name} is not published on loopback`);
  return published;
}
