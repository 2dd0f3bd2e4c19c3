import type { V1Pod } from "@kubernetes/client-node";
import { memberStarts } from "../../cluster/external-etcd.ts";
import type { Untimed } from "../../model/event.ts";
import { describePlace } from "../../model/node-addresses.ts";
import type { RunContext } from "../context.ts";

/**
 * Restarts of every container of the system's pods and of external etcd members, and the address of every node: what
 * may not change unseen.
 */
export interface Baseline {
  readonly restarts: Readonly<Record<string, number>>;
  readonly addresses: Readonly<Record<string, string>>;
}

export async function takeBaseline(run: Pick<RunContext, "kube" | "engine" | "cluster">): Promise<Baseline> {
  const states = await Promise.all(
    run.cluster.nodes.map(async (node) => [node.short, describePlace(await run.engine.inspect(node.name))] as const),
  );
  const restarts = { ...restartCounts(await run.kube.pods("kube-system")), ...(await externalStarts(run)) };
  return { restarts, addresses: Object.fromEntries(states) };
}

/** Starts of external etcd members by "node/etcd"; those that are down are left out. */
async function externalStarts({
  engine,
  cluster,
}: Pick<RunContext, "engine" | "cluster">): Promise<Record<string, number>> {
  const starts: Record<string, number> = {};
  for (const { name } of cluster.nodes.filter(({ role }) => role === "etcd")) {
    const count = await memberStarts(engine, name);
    if (count !== undefined) starts[`${name}/etcd`] = count;
  }
  return starts;
}

/** Restart counts by "node/component", from the system's pods. */
export function restartCounts(pods: readonly V1Pod[]): Record<string, number> {
  return Object.fromEntries(
    pods.flatMap((pod) =>
      (pod.status?.containerStatuses ?? []).map(
        (status) => [`${pod.spec?.nodeName}/${status.name}`, status.restartCount] as const,
      ),
    ),
  );
}

/**
 * Components that exit, and are started again, when they cannot renew their lease in time: also on nodes that no fault
 * hit.
 */
const leaderElected = ["kube-controller-manager", "kube-scheduler"];

/**
 * What changed between two baselines, as events; a restart on a node that a fault hit, or of what it keeps from
 * renewing its lease, is expected.
 */
export function changes(before: Baseline, after: Baseline, hit: ReadonlySet<string>, cluster: string): Untimed[] {
  const restarts = Object.entries(after.restarts).flatMap(([key, count]): Untimed[] => {
    const [nodeName = "", component = ""] = key.split("/");
    const node = nodeName.slice(cluster.length + 1);
    if (count <= (before.restarts[key] ?? 0)) return [];
    return [
      {
        type: "restart",
        node,
        component,
        expected: hit.has(node) || (hit.size > 0 && leaderElected.includes(component)),
      },
    ];
  });
  const moved = Object.entries(after.addresses).flatMap(([node, to]): Untimed[] => {
    const from = before.addresses[node] ?? to;
    return from === to ? [] : [{ type: "address-changed", node, from, to }];
  });
  return [...restarts, ...moved];
}
