import type { V1Node, V1Pod } from "@kubernetes/client-node";
import { z } from "zod";
import type { EtcdMembers } from "../../cluster/etcd.ts";
import type { Endpoint } from "../../kube/endpoint.ts";
import type { Kube } from "../../kube/kube.ts";
import { type Cluster, controlPlanes } from "../../model/cluster.ts";
import { messageOf } from "../../model/errors.ts";
import type { EtcdMember } from "../../model/event.ts";

/** One thing that must hold while nothing is broken. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/**
 * New connections through the load balancer of which every control plane must get one. kind's Envoy takes turns in each of its threads by
 * itself, so that turns look random: 24 miss one of three with a chance of 1 in 5,000.
 */
const balancerConnections = 24;

/** The cluster counts as settled when a quorum read takes at most this long through every API server, milliseconds; measured at rest: 3 to 15. */
const settledReadMs = 100;

/** What the checks look at. */
export interface SteadyStateAccess {
  readonly cluster: Cluster;
  readonly kube: Kube;
  readonly etcd: EtcdMembers;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** The run's own namespace, once there is one: what runs there must be whole, too. */
  readonly namespace?: string | undefined;
}

/**
 * Looks once at everything that must hold: nodes, system pods, etcd members, API servers, load balancer, the run's own workload. One after the other, because
 * looks at the same time would make the very load that they look at.
 */
export async function checkSteadyState({
  cluster,
  kube,
  etcd,
  endpoints,
  namespace,
}: SteadyStateAccess): Promise<Check[]> {
  const nodes = cluster.nodes.filter(({ role }) => role === "control-plane" || role === "worker").length;
  return [
    await guarded("nodes", async () => nodesReady(await kube.nodes(), nodes)),
    await guarded("kube-system pods", async () => podsReady(await kube.pods("kube-system"))),
    await guarded("etcd members", async () => {
      const { members, missing } = await etcd.status();
      return membersAgree(members, missing, etcd.size);
    }),
    await guarded("API servers", () => apiServersReady(cluster, endpoints)),
    await guarded("load balancer", () => balancerReachesAll(cluster, endpoints)),
    ...(namespace === undefined
      ? []
      : [await guarded("workload", async () => wholeSets(await setsIn(kube, namespace)))]),
  ];
}

/** Whether every node that the topology has is Ready. */
export function nodesReady(nodes: readonly V1Node[], expected: number): Omit<Check, "name"> {
  const bad = nodes
    .filter((node) => condition(node.status?.conditions, "Ready") !== "True")
    .map((node) => node.metadata?.name);
  if (bad.length > 0) return { ok: false, detail: `not Ready: ${bad.join(", ")}` };
  return { ok: nodes.length === expected, detail: `${nodes.length} of ${expected} Ready` };
}

/** Whether every pod is Ready that has not ended as it should. */
export function podsReady(pods: readonly V1Pod[]): Omit<Check, "name"> {
  const bad = pods
    .filter((pod) => pod.status?.phase !== "Succeeded" && condition(pod.status?.conditions, "Ready") !== "True")
    .map((pod) => pod.metadata?.name);
  if (bad.length > 0) return { ok: false, detail: `not Ready: ${bad.join(", ")}` };
  return { ok: pods.length > 0, detail: `${pods.length} Ready` };
}

/** Whether all members answer, name one leader and are in one term. */
export function membersAgree(
  members: readonly EtcdMember[],
  missing: readonly string[],
  size: number,
): Omit<Check, "name"> {
  if (missing.length > 0) return { ok: false, detail: missing.join("; ") };
  const leaders = new Set(members.map((member) => member.leaderId));
  const terms = new Set(members.map((member) => member.term));
  const agreed = members.length === size && leaders.size === 1 && terms.size === 1 && !leaders.has("0");
  return {
    ok: agreed,
    detail: `${members.length} of ${size} healthy, leaders ${leaders.size}, terms ${[...terms].join(", ")}`,
  };
}

const setsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), generation: z.number() }),
      spec: z.object({ replicas: z.number() }),
      status: z.object({ observedGeneration: z.number().default(0), readyReplicas: z.number().default(0) }),
    }),
  ),
});
export type ReplicaSets = z.infer<typeof setsSchema>["items"];

/** The Deployments and StatefulSets of a namespace. */
async function setsIn(kube: Kube, namespace: string): Promise<ReplicaSets> {
  const lists = ["deployments", "statefulsets"].map(
    async (kind) => setsSchema.parse(await kube.get(`/apis/apps/v1/namespaces/${namespace}/${kind}`)).items,
  );
  return (await Promise.all(lists)).flat();
}

/** Whether all that should run does; what a controller has not looked at yet does not count. */
export function wholeSets(sets: ReplicaSets): Omit<Check, "name"> {
  const isWhole = ({ metadata, spec, status }: ReplicaSets[number]) =>
    status.observedGeneration >= metadata.generation && status.readyReplicas >= spec.replicas;
  const told = sets.map(({ metadata, spec, status }) => `${metadata.name} ${status.readyReplicas} of ${spec.replicas}`);
  return { ok: sets.every(isWhole), detail: told.length === 0 ? "none" : `Ready: ${told.join(", ")}` };
}

async function apiServersReady(
  cluster: Cluster,
  endpoints: ReadonlyMap<string, Endpoint>,
): Promise<Omit<Check, "name">> {
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

async function balancerReachesAll(
  cluster: Cluster,
  endpoints: ReadonlyMap<string, Endpoint>,
): Promise<Omit<Check, "name">> {
  const endpoint = endpoints.get("lb");
  if (endpoint === undefined) return { ok: true, detail: "none" };
  let unseen = [...controlPlanes(cluster)];
  for (let made = 1; made <= balancerConnections; made++) {
    const names = await endpoint.peerNames();
    unseen = unseen.filter((node) => !names.includes(node.name));
    if (unseen.length === 0) return { ok: true, detail: `${made} new connections reached every control plane` };
  }
  return {
    ok: false,
    detail: `no connection of ${balancerConnections} reached ${unseen.map((node) => node.short).join(", ")}`,
  };
}

async function guarded(name: string, look: () => Promise<Omit<Check, "name">>): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    // A check that cannot be made does not hold; its reason is what the person needs.
    return { name, ok: false, detail: messageOf(error) };
  }
}

function condition(
  conditions: readonly { type: string; status: string }[] | undefined,
  type: string,
): string | undefined {
  return conditions?.find((item) => item.type === type)?.status;
}
