import type { Node } from "../../model/cluster.ts";
import type { Topology } from "../../model/topology.ts";

/** A cluster that kind made without the harness, as the engine and files of its nodes tell it. */
export interface ExistingCluster {
  /** As kind knows it. */
  readonly name: string;
  /** The Docker network that its containers were made for. */
  readonly network: string;
  /**
   * Whether a container of that network gets the address that the engine is told; undefined where only a try shows it,
   * which is made before a run.
   */
  readonly pins: boolean | undefined;
  readonly nodes: readonly Node[];
  /** Version of Kubernetes of its first control plane, without the "v". */
  readonly kubernetes: string;
  /** The image that its first control plane was made from, and the engine's own id of that. */
  readonly nodeImage: string;
  readonly nodeImageId: string;
  /** That of its load balancer; not there where it has none. */
  readonly loadBalancerImage?: string;
  /** The cluster as a kind configuration describes it, with what only files of its nodes tell. */
  readonly topology: Topology;
}
