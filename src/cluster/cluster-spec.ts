import { createHash } from "node:crypto";
import type { AfterCreate } from "../model/cluster.ts";
import type { KindConfig, Topology } from "../model/topology.ts";
import type { ExistingCluster } from "./existing/existing-cluster.ts";
import type { Upgrades } from "./upgrades.ts";

/** What a cluster is to be: all that decides whether one that is there already is as good. */
export interface ClusterSpec {
  readonly topology: Topology;
  readonly profile: string;
  readonly config: KindConfig;
  /** What of the configuration's own timings the profile replaced, in words; not there where it replaced none. */
  readonly replacedTimings?: readonly string[];
  /** What is run once the cluster stands. */
  readonly afterCreate?: AfterCreate;
  /** The cluster itself, where it is one that kind made without the harness. */
  readonly existing?: ExistingCluster;
  readonly kubernetes: string;
  /**
   * To which versions its nodes must have been upgraded since it was made, for a run in the middle of an upgrade or
   * after it; no labels say so. Not there: none of them may have been.
   */
  readonly upgraded?: Upgrades;
  /** Path of kind, or its plain name when it is the one on PATH. */
  readonly kind: string;
  readonly nodeImage: string;
  readonly loadBalancerImage: string;
  /** Of the load balancers with a virtual address; not there where the topology has none. */
  readonly balancerImage?: string;
}

/** What is not there leaves no trace: labels of clusters that were made before they were known stay the same. */
function isThere(value: unknown): boolean {
  return value !== undefined;
}

/** What makes one cluster as good as another for a scenario: labels on its network. */
export function labelsOf({
  topology,
  profile,
  config,
  kubernetes,
  kind,
  nodeImage,
  afterCreate,
  balancerImage,
}: ClusterSpec): Record<string, string> {
  const digest = createHash("sha256")
    .update(JSON.stringify([config, nodeImage, kind, afterCreate?.sha256, balancerImage].filter(isThere)))
    .digest("hex")
    .slice(0, 12);
  return {
    "org.kind-chaos.topology": topology.name,
    "org.kind-chaos.profile": profile,
    "org.kind-chaos.kubernetes": kubernetes,
    "org.kind-chaos.config": digest,
  };
}
