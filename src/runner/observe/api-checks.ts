import type { LocalApiServer } from "../../kube/local-server.ts";
import { type Cluster, controlPlanes } from "../../model/cluster.ts";
import type { Look } from "./check.ts";

/**
 * New connections through the load balancer for each control plane, of all of which every one must get one. kind's Envoy
 * takes turns in each of its threads by itself, so that turns look random: 24 miss one of three with a chance of 1 in
 * 5,000, and 56 one of seven with 1 in 800; 24 would miss one of seven once in six looks.
 */
const connectionsEach = 8;

/**
 * The cluster counts as settled when a quorum read takes at most this long through every API server, milliseconds;
 * measured at rest: 3 to 15.
 */
const settledReadMs = 100;

/** Whether every API server is ready and answers a quorum read as fast as at rest. */
export async function apiServersReady(cluster: Cluster, endpoints: ReadonlyMap<string, LocalApiServer>): Promise<Look> {
  const results: { ok: boolean; detail: string }[] = [];
  for (const { short } of controlPlanes(cluster)) {
    const endpoint = endpoints.get(short);
    if (endpoint === undefined) return { ok: false, detail: `${short} has no published port` };
    const ready = await endpoint.call("GET", "/readyz", undefined, 3_000);
    const begun = performance.now();
    const read = await endpoint.call("GET", "/api/v1/namespaces/default", undefined, 3_000);
    const tookMs = Math.round(performance.now() - begun);
    const ok = ready.status === 200 && read.status === 200 && tookMs <= settledReadMs;
    results.push({ ok, detail: `${short} ${ready.status}/${read.status} in ${tookMs} ms` });
  }
  return { ok: results.every((result) => result.ok), detail: results.map((result) => result.detail).join(", ") };
}

/** Whether new connections through the load balancer reach every control plane; a cluster without one passes. */
export async function balancerReachesAll(
  cluster: Cluster,
  endpoints: ReadonlyMap<string, Pick<LocalApiServer, "peerNames">>,
): Promise<Look> {
  const endpoint = endpoints.get("lb");
  if (endpoint === undefined) return { ok: true, detail: "none" };
  let unseen = [...controlPlanes(cluster)];
  const most = connectionsEach * unseen.length;
  for (let made = 1; made <= most; made++) {
    const names = await endpoint.peerNames();
    unseen = unseen.filter((node) => !names.includes(node.name));
    if (unseen.length === 0) return { ok: true, detail: `${made} new connections reached every control plane` };
  }
  return {
    ok: false,
    detail: `no connection of ${most} reached ${unseen.map((node) => node.short).join(", ")}`,
  };
}
