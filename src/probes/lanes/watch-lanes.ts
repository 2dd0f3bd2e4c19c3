import type { Cluster } from "../../model/cluster.ts";
import type { WatchLane, WatchSpec } from "../../model/lane.ts";
import { loopbackOf } from "../../model/node-addresses.ts";
import { deriveSeed } from "../../model/random.ts";
import { containerPorts, laneId, nodesOnTheWay, publishedPort } from "./lanes.ts";

/** The lanes of a run that listen; their indexes are counted on from those of the others. */
export function expandWatches(
  specs: readonly WatchSpec[],
  cluster: Cluster,
  seed: number,
  firstIndex: number,
): WatchLane[] {
  const paths = specs.flatMap((spec) => nodesOnTheWay(spec.via, cluster).map((node) => ({ spec, node })));
  return paths.map(({ spec, node }, offset) => {
    const id = laneId(spec, node);
    const { operation, connection, idleMs } = spec;
    return {
      index: firstIndex + offset,
      id,
      operation,
      via: node.short,
      connection,
      seed: deriveSeed(seed, id),
      idleMs,
      host: loopbackOf(node, containerPorts.api ?? ""),
      port: publishedPort(node, containerPorts.api ?? ""),
    };
  });
}
