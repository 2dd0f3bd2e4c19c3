import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import { PlatformError, UsageError } from "../model/errors.ts";
import type { Lane, LaneSpec, Via } from "../model/lane.ts";
import { deriveSeed } from "./random.ts";

const containerPort: Readonly<Record<Via, string>> = {
  "load-balancer": "6443",
  "each-api-server": "6443",
  "each-etcd-member": "2379",
};

/** The lanes of a run: one for a path through the load balancer, one for each node on a direct one. */
export function expandLanes(specs: readonly LaneSpec[], cluster: Cluster, seed: number): Lane[] {
  const paths = specs.flatMap((spec) => nodesOf(spec.via, cluster).map((node) => ({ spec, node })));
  const lanes = paths.map(({ spec, node }, index): Lane => {
    const via = node.role === "load-balancer" ? "lb" : node.short;
    const id = `${spec.operation}/${via}/${spec.connection}`;
    const periodMs = 1_000 / spec.hz;
    return {
      index,
      id,
      operation: spec.operation,
      via,
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

function nodesOf(via: Via, cluster: Cluster): readonly Node[] {
  if (via !== "load-balancer") return controlPlanes(cluster);
  const nodes = cluster.nodes.filter((node) => node.role === "load-balancer");
  if (nodes.length === 0)
    throw new UsageError(`the topology ${cluster.topology} has no load balancer: probe each API server directly`);
  return nodes;
}

function publishedPort(node: Node, port: string): number {
  const published = node.ports[port];
  if (published === undefined)
    throw new PlatformError("port-not-published", `port ${port} of ${node.name} is not published on 127.0.0.1`);
  return published;
}
