import type { V1Pod } from "@kubernetes/client-node";
import type { Cluster } from "../model/cluster.ts";
import type { World } from "../model/fault.ts";

/** A kubelet forgets how long to wait for a container that has run for twice its longest wait, milliseconds (kubelet MaxContainerBackOff). */
const forgottenAfterMs = 2 * 300_000;

/** The first wait, which doubles with every further restart, milliseconds (kubelet initialBackOff). */
const firstWaitMs = 10_000;

/** A container whose next restart its kubelet would put off, because of restarts before. */
export interface BackOff {
  /** Container name of the node. */
  readonly node: string;
  readonly component: string;
  /** True while it is down and waits: CrashLoopBackOff. */
  readonly waiting: boolean;
  /** How much longer the kubelet remembers, milliseconds. */
  readonly remembersMs: number;
  /** The least that the next restart would wait, milliseconds. */
  readonly waitsAtLeastMs: number;
}

/**
 * Restart back-offs that earlier faults left, which would lengthen the recovery from the next one: containers that wait now, and those that
 * ended within the kubelet's memory. That memory is lost with the kubelet's process, so a kubelet that was started since has none.
 */
export async function restartBackOffs(
  world: World,
  cluster: Cluster,
  pods: readonly V1Pod[],
  now: number,
): Promise<BackOff[]> {
  const nodes = cluster.nodes.filter(({ name }) => pods.some((pod) => pod.spec?.nodeName === name));
  const starts = await Promise.all(nodes.map(async ({ name }) => [name, await kubeletStartedAt(world, name)] as const));
  const startedAt = new Map(starts);
  return pods.flatMap((pod) => backOffsOf(pod, startedAt.get(pod.spec?.nodeName ?? ""), now));
}

/** When a node's kubelet was started, milliseconds since 1970. */
async function kubeletStartedAt(world: World, node: string): Promise<number> {
  const script = 'date -d "$(systemctl show -p ExecMainStartTimestamp --value kubelet)" +%s';
  const seconds = Number((await world.exec(node, ["sh", "-c", script])).stdout.trim());
  return seconds * 1_000;
}

function backOffsOf(pod: V1Pod, kubeletStartedAtMs: number | undefined, now: number): BackOff[] {
  return (pod.status?.containerStatuses ?? []).flatMap((status): BackOff[] => {
    const waiting = status.state?.waiting?.reason === "CrashLoopBackOff";
    const ended = Date.parse(String(status.lastState?.terminated?.finishedAt ?? ""));
    const remembersMs = ended + forgottenAfterMs - now;
    const remembered = remembersMs > 0 && ended > (kubeletStartedAtMs ?? 0);
    if (!waiting && !remembered) return [];
    const about = { node: pod.spec?.nodeName ?? "", component: status.name, waiting };
    return [{ ...about, remembersMs: waiting ? forgottenAfterMs : remembersMs, waitsAtLeastMs: firstWaitMs }];
  });
}
