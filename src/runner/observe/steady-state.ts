import type { V1Node, V1Pod } from "@kubernetes/client-node";
import type { EtcdMembers } from "../../cluster/etcd.ts";
import type { Kube } from "../../kube/kube.ts";
import type { LocalApiServer } from "../../kube/local-server.ts";
import { balancers, type Cluster } from "../../model/cluster.ts";
import type { Expected } from "../../model/expected.ts";
import type { ContainerRuntime } from "../../model/node-runtime.ts";
import { addressHeld } from "./address-held.ts";
import { apiServersReady, balancerReachesAll } from "./api-checks.ts";
import { type Check, guarded, type Look } from "./check.ts";
import { type Expectations, setsWhole } from "./expected.ts";
import { membersAgree, membersListed } from "./members-agree.ts";
import { type PodSet, podSetsIn } from "./pod-sets.ts";

/** What the checks look at. */
export interface SteadyStateAccess {
  readonly cluster: Cluster;
  readonly kube: Kube;
  readonly etcd: EtcdMembers;
  readonly endpoints: ReadonlyMap<string, LocalApiServer>;
  readonly engine: Pick<ContainerRuntime, "exec">;
  /** What must be there. */
  readonly expectations: Expectations;
  /** The namespace of the run's applications, once there is one: what runs there must be whole, too. */
  readonly appNamespace?: string | undefined;
}

/**
 * Looks once at everything that must hold: nodes, system pods, etcd members, API servers, load balancer, the run's own
 * workload; each by the names of what is expected. One after the other, because looks at the same time would make the
 * very load that they look at.
 */
export async function checkSteadyState({
  cluster,
  kube,
  etcd,
  endpoints,
  engine,
  expectations: { current: expected },
  appNamespace: namespace,
}: SteadyStateAccess): Promise<Check[]> {
  const hasPair = balancers(cluster).length > 0;
  return [
    await guarded("nodes", async () => nodesReady(await kube.nodes(), expected.nodes)),
    await guarded("kube-system pods", async () => {
      const pods = await kube.pods("kube-system");
      const ready = podsReady(pods, expected.staticPods);
      return ready.ok ? systemSetsWhole(expected, await podSetsIn(kube, "kube-system"), pods, ready) : ready;
    }),
    await guarded("etcd members", async () => {
      const { members, missing } = await etcd.status();
      const agree = membersAgree(members, missing, expected.etcdMembers);
      return agree.ok ? (membersListed(members, await etcd.listed()) ?? agree) : agree;
    }),
    await guarded("API servers", () => apiServersReady(cluster, endpoints)),
    await guarded("load balancer", () => balancerReachesAll(cluster, endpoints)),
    ...(hasPair ? [await guarded("virtual address", () => addressHeld(engine, cluster))] : []),
    ...(namespace === undefined
      ? []
      : [
          await guarded("workload", async () =>
            setsWhole(expected.sets, await podSetsIn(kube, namespace), await kube.pods(namespace), namespace),
          ),
        ]),
  ];
}

/** Whether every node that is expected is there and Ready, and no other. */
export function nodesReady(nodes: readonly V1Node[], expected: readonly string[]): Look {
  const names = nodes.map(({ metadata }) => metadata?.name ?? "");
  const others = names.filter((name) => !expected.includes(name));
  const bad = [...lacking(nodes, expected), ...listed("not of the cluster", others)];
  if (bad.length > 0) return { ok: false, detail: bad.join("; ") };
  return { ok: expected.length > 0, detail: `${nodes.length} of ${expected.length} Ready` };
}

/** Whether every pod is Ready that has not ended as it should, and all are there that are expected. */
export function podsReady(pods: readonly V1Pod[], expected: readonly string[]): Look {
  const bad = lacking(pods, expected);
  if (bad.length > 0) return { ok: false, detail: bad.join("; ") };
  return { ok: pods.length > 0, detail: `${pods.length} Ready` };
}

/** What is not there of what is expected, which may be why others are not Ready, and what is not Ready. */
function lacking(found: readonly (V1Node | V1Pod)[], expected: readonly string[]): string[] {
  const gone = expected.filter((name) => !found.some(({ metadata }) => metadata?.name === name));
  const bad = found.filter(({ status }) => !hasEndedWell(status) && condition(status?.conditions, "Ready") !== "True");
  return [
    ...listed("not there", gone),
    ...listed(
      "not Ready",
      bad.map(({ metadata }) => metadata?.name ?? ""),
    ),
  ];
}

function hasEndedWell(status: { readonly phase?: string } | undefined): boolean {
  return status?.phase === "Succeeded";
}

function listed(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(", ")}`];
}

/** Whether kube-system has the sets that are expected, with their pods, and no DaemonSet fewer. */
export function systemSetsWhole(
  { sets, daemonSets }: Pick<Expected, "sets" | "daemonSets">,
  found: readonly PodSet[],
  pods: readonly V1Pod[],
  otherwise: Look,
): Look {
  const whole = setsWhole(sets, found, pods, "kube-system");
  if (!whole.ok) return whole;
  const count = found.filter(({ kind }) => kind === "DaemonSet").length;
  if (count < daemonSets) return { ok: false, detail: `${count} of ${daemonSets} DaemonSets are there` };
  return otherwise;
}

function condition(
  conditions: readonly { type: string; status: string }[] | undefined,
  type: string,
): string | undefined {
  return conditions?.find((item) => item.type === type)?.status;
}
