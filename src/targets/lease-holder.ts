import { type Cluster, controlPlanes } from "../model/cluster.ts";
import type { Found, Roles } from "../model/target.ts";

/** The control plane that holds a Lease of kube-system; the reason where none does. */
export async function leaseHolder(name: string, cluster: Cluster, roles: Roles): Promise<Found> {
  const identity = await roles.leaseHolder(name);
  const node = controlPlanes(cluster).find((plane) => identity?.startsWith(`${plane.name}_`));
  if (node !== undefined) return [node];
  return identity ? `the Lease is held by ${identity}, which is no node` : "nobody holds the Lease";
}
