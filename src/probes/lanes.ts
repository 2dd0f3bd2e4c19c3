import { type Cluster, controlPlanes, etcdNodes, type Node } from "../model/cluster.ts";
import { PlatformError, UsageError } from "../model/errors.ts";
import type { Lane, LaneSpec, Via } from "../model/lane.ts";
import type { PlannedNode } from "../model/topology.ts";
import { deriveSeed } from "./random.ts";

const containerPort: Readonly<Record<Via, string>> = {
  api: "6443",
  "load-balancer": "6443",
  "each-api-server": "6443",
  "each-etcd-member": "2379",
};

/** The lanes of a run: one for a path through the load balancer, one for each node on a direct one. */
export function expandLanes(specs: readonly LaneSpec[], cluster: Cluster, seed: number): Lane[] {
  const paths = specs.flatMap((spec) => nodesOnTheWay(spec.via, cluster).map((node) => ({ spec, node })));
  const lanes = paths.map(({ spec, node }, index): Lane => {
    const id = laneId(spec, node);
    const periodMs = 1_000 / spec.hz;
    return {
      index,
      id,
      operation: spec.operation,
      via: node.short,
      connection: spec.connection,
      periodMs,
      // The random phases of schedule.ts spread the lanes; see there why no fixed offset does.
      offsetMs: 0,
      seed: deriveSeed(seed, id),
      deadlineMs: spec.deadlineMs,
      host: "127.0.0.1",
      port: publishedPort(node, containerPort[spec.via]),
    };
  });
  const twice = lanes.find((lane) => lanes.findIndex((other) => other.id === lane.id) !== lane.index);
  if (twice !== undefined) throw new UsageError(`the lane ${twice.id} is there twice: name each lane once`);
  return lanes;
}

/** The name of a lane on one of its nodes: "write/lb/new". */
export function laneId(spec: LaneSpec, node: PlannedNode): string {
  return `${spec.operation}/${node.short}/${spec.connection}`;
}

/** The nodes that lanes of a way go to, of a cluster or of a topology before there is one; throws UsageError where it has none. */
export function nodesOnTheWay<N extends PlannedNode>(via: Via, of: { readonly nodes: readonly N[] }): readonly N[] {
  if (via === "each-etcd-member") return etcdNodes(of);
  if (via === "each-api-server") return controlPlanes(of);
  const balancers = of.nodes.filter((node) => node.role === "load-balancer");
  if (balancers.length > 0) return balancers;
  if (via === "api") return controlPlanes(of);
  throw new UsageError('the topology has no load balancer: go via "api", or probe each API server directly');
}

function publishedPort(node: Node, port: string): number {
  const published = node.ports[port];
  if (published === undefined)
    throw new PlatformError("port-not-published", `port ${port} of ${node.name} is not published on 127.0.0.1`);
  return published;
}
