import { type Clusters, clustersOn } from "../cluster/clusters.ts";
import { adoptedOf } from "../cluster/existing/adoption.ts";
import type { ExistingCluster } from "../cluster/existing/existing-cluster.ts";
import { existingClusters } from "../cluster/existing/existing-clusters.ts";
import { Engine } from "../host/engine.ts";
import { stillBroken } from "./kept-cluster.ts";

/** The engine, for a cluster besides that a person said is theirs to break. */
export function engineFor(existing: ExistingCluster | undefined): Engine {
  const engine = new Engine();
  if (existing === undefined) return engine;
  const { name: cluster, network, pins = false, nodes } = existing;
  return engine.adopting(adoptedOf({ cluster, network, pins, nodes: [...nodes] }));
}

/** What a lease may take: that cluster alone, or those of the harness, made by a version of kind. */
export function clustersFor(
  engine: Engine,
  existing: ExistingCluster | undefined,
  kind: string,
  tell: (line: string) => void,
): Clusters {
  return existing === undefined ? clustersOn(engine, kind) : existingClusters(engine, existing, { stillBroken, tell });
}
