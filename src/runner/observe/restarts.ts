import type { V1Pod } from "@kubernetes/client-node";
import { startsIn } from "../../cluster/starts.ts";
import type { Untimed } from "../../model/event.ts";
import { describePlace } from "../../model/node-addresses.ts";
import type { RunContext } from "../context.ts";

/**
 * Restarts of every container of the system's pods and of what the harness keeps running in containers of its own, and the
 * address of every node: what may not change unseen.
 */
export interface Baseline {
  readonly restarts: Readonly<Record<string, number>>;
  readonly addresses: Readonly<Record<string, string>>;
}

export async function takeBaseline(run: Pick<RunContext, "kube" | "engine" | "cluster">): Promise<Baseline> {
  const states = await Promise.all(
    run.cluster.nodes.map(async (node) => [node.short, describePlace(await run.engine.inspect(node.name))] as const),
  );
  const restarts = { ...restartCounts(await run.kube.pods("kube-system")), ...(await ownStarts(run)) };
  return { restarts, addresses: Object.fromEntries(states) };
}

/** Starts in external etcd members and in load balancers with a virtual address, by "node/component". */
export async function ownStarts({
  engine,
  cluster,
}: {
  readonly engine: Pick<RunContext["engine"], "exec">;
  readonly cluster: Pick<RunContext["cluster"], "nodes">;
}): Promise<Record<string, number>> {
  const starts = await Promise.all(
    cluster.nodes.map(async ({ name, role }) =>
      Object.entries(await startsIn(engine, name, role)).map(([component, count]) => [`${name}/${component}`, count]),
    ),
  );
  return Object.fromEntries(starts.flat());
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
 * What changed between two baselines, as events; a restart on a node that was hit, of a component that was
 * ("node/component"), or of what that keeps from renewing its lease, is expected.
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
        expected:
          hit.has(node) || hit.has(`${node}/${component}`) || (hit.size > 0 && leaderElected.includes(component)),
      },
    ];
  });
  const moved = Object.entries(after.addresses).flatMap(([node, to]): Untimed[] => {
    const from = before.addresses[node] ?? to;
    return from === to ? [] : [{ type: "address-changed", node, from, to }];
  });
  return [...restarts, ...moved];
}
