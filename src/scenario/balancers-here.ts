import { balancers } from "../model/cluster.ts";
import type { Topology } from "../model/topology.ts";
import { hasBalancerImage } from "../setup/images/balancer-image.ts";
import type { Chosen } from "../setup/versions/image-choice.ts";
import { hasHaproxy } from "../setup/versions/kind-versions.ts";

/** What decides whether two load balancers with a virtual address can be made beside kind's. */
export interface BalancerMeans {
  /** The release of kind that must be used; undefined where any is good: then it is one with Envoy. */
  readonly kind: string | undefined;
  readonly hasImage: boolean;
}

/** Why they cannot be made, in one sentence with what to do; undefined where they can. */
export function whyNoBalancers({ kind, hasImage }: BalancerMeans): string | undefined {
  if (kind !== undefined && hasHaproxy(kind))
    return `the load balancer of kind ${kind} is HAProxy, and only Envoy passes everything on to a virtual address: choose kind 0.32 or newer`;
  return hasImage
    ? undefined
    : `the image of load balancers with a virtual address is not here: run "npx kind-chaos setup --balancers"`;
}

/** The same for a cluster that is to be made of these nodes; undefined where it has no such load balancers. */
export async function whyNoBalancersHere(
  nodes: Topology["nodes"],
  { kind }: Pick<Chosen, "kind">,
): Promise<string | undefined> {
  if (balancers({ nodes }).length === 0) return undefined;
  return whyNoBalancers({ kind, hasImage: await hasBalancerImage() });
}
