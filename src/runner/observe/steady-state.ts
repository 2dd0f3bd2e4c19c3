import type { V1Node, V1Pod } from "@kubernetes/client-node";
import { z } from "zod";
import type { EtcdMembers } from "../../cluster/etcd.ts";
import type { Kube } from "../../kube/kube.ts";
import type { LocalApiServer } from "../../kube/local-server.ts";
import type { Cluster } from "../../model/cluster.ts";
import type { EtcdMember } from "../../model/event.ts";
import { apiServersReady, balancerReachesAll } from "./api-checks.ts";
import { type Check, guarded, type Look } from "./check.ts";

/** What the checks look at. */
export interface SteadyStateAccess {
  readonly cluster: Cluster;
  readonly kube: Kube;
  readonly etcd: EtcdMembers;
  readonly endpoints: ReadonlyMap<string, LocalApiServer>;
  /** The run's own namespace, once there is one: what runs there must be whole, too. */
  readonly namespace?: string | undefined;
}

/**
 * Looks once at everything that must hold: nodes, system pods, etcd members, API servers, load balancer, the run's own
 * workload. One after the other, because looks at the same time would make the very load that they look at.
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
export function nodesReady(nodes: readonly V1Node[], expected: number): Look {
  const bad = nodes
    .filter((node) => condition(node.status?.conditions, "Ready") !== "True")
    .map((node) => node.metadata?.name);
  if (bad.length > 0) return { ok: false, detail: `not Ready: ${bad.join(", ")}` };
  return { ok: nodes.length === expected, detail: `${nodes.length} of ${expected} Ready` };
}

/** Whether every pod is Ready that has not ended as it should. */
export function podsReady(pods: readonly V1Pod[]): Look {
  const bad = pods
    .filter((pod) => pod.status?.phase !== "Succeeded" && condition(pod.status?.conditions, "Ready") !== "True")
    .map((pod) => pod.metadata?.name);
  if (bad.length > 0) return { ok: false, detail: `not Ready: ${bad.join(", ")}` };
  return { ok: pods.length > 0, detail: `${pods.length} Ready` };
}

/** Whether all members answer, name one leader and are in one term. */
export function membersAgree(members: readonly EtcdMember[], missing: readonly string[], size: number): Look {
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
export function wholeSets(sets: ReplicaSets): Look {
  const isWhole = ({ metadata, spec, status }: ReplicaSets[number]) =>
    status.observedGeneration >= metadata.generation && status.readyReplicas >= spec.replicas;
  const told = sets.map(({ metadata, spec, status }) => `${metadata.name} ${status.readyReplicas} of ${spec.replicas}`);
  return { ok: sets.every(isWhole), detail: told.length === 0 ? "none" : `Ready: ${told.join(", ")}` };
}

function condition(
  conditions: readonly { type: string; status: string }[] | undefined,
  type: string,
): string | undefined {
  return conditions?.find((item) => item.type === type)?.status;
}
