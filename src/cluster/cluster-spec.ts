import { createHash } from "node:crypto";
import type { KindConfig, Topology } from "../model/topology.ts";

/** What a cluster is to be: all that decides whether one that is there already is as good. */
export interface ClusterSpec {
  readonly topology: Topology;
  readonly profile: string;
  readonly config: KindConfig;
  readonly kubernetes: string;
  /** Path of kind, or its plain name when it is the one on PATH. */
  readonly kind: string;
  readonly nodeImage: string;
  readonly loadBalancerImage: string;
}

/** What makes one cluster as good as another for a scenario: labels on its network. */
export function labelsOf({
  topology,
  profile,
  config,
  kubernetes,
  kind,
  nodeImage,
}: ClusterSpec): Record<string, string> {
  const digest = createHash("sha256")
    .update(JSON.stringify([config, nodeImage, kind]))
    .digest("hex")
    .slice(0, 12);
  return {
    "org.kind-chaos.topology": topology.name,
    "org.kind-chaos.profile": profile,
    "org.kind-chaos.kubernetes": kubernetes,
    "org.kind-chaos.config": digest,
  };
}
