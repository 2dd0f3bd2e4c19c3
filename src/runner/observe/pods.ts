import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";
import { toleratedMs } from "../../analysis/rescheduling/tolerations.ts";
import { runNamespacePrefix } from "../../apps/ways.ts";
import type { Cluster } from "../../model/cluster.ts";
import { messageOf } from "../../model/errors.ts";
import type { EventOf, Pod, Untimed } from "../../model/event.ts";
import type { RunContext } from "../context.ts";

/**
 * Reasons of events by which Kubernetes tells that it takes a pod from its node (taint-eviction controller, kubelet,
 * scheduler).
 */
const evictionReasons = ["TaintManagerEviction", "Evicted", "Preempted"];

/**
 * Journals all pods of the cluster but those of other runs, which are on their way out of a kept cluster; where the API
 * does not tell them, the run goes on and what asks for them is inconclusive.
 */
export async function recordPods(
  run: Pick<RunContext, "kube" | "cluster" | "namespace" | "emit">,
  when: EventOf<"pods">["when"],
  evictions?: number,
): Promise<void> {
  try {
    const pods = (await run.kube.allPods())
      .map((pod) => describePod(pod, run.cluster))
      .filter((pod) => pod.namespace === run.namespace || !pod.namespace.startsWith(runNamespacePrefix));
    run.emit({ type: "pods", when, pods, ...(evictions === undefined ? {} : { evictions }) });
  } catch (error) {
    // Pods are evidence for one guarantee, which misses them then; the rest of the run does not need them.
    run.emit({ type: "note", text: `the pods were not read: ${messageOf(error)}` });
  }
}

/** The cluster's events as they are told now; undefined where they are not, which is noted. */
export async function readEvents(run: Pick<RunContext, "kube" | "emit">): Promise<readonly CoreV1Event[] | undefined> {
  try {
    return await run.kube.events();
  } catch (error) {
    // As above: the pods themselves tell of every one that was there at the begin.
    run.emit({ type: "note", text: `the cluster's events were not read: ${messageOf(error)}` });
    return undefined;
  }
}

/** Journals the evictions that the cluster told of since its events were read before; returns how many, where it told them. */
export async function recordEvictions(
  run: Pick<RunContext, "kube" | "emit">,
  before: readonly CoreV1Event[] | undefined,
): Promise<number | undefined> {
  const now = await readEvents(run);
  if (before === undefined || now === undefined) return undefined;
  const evictions = evictionsIn(now, before);
  for (const eviction of evictions) run.emit(eviction);
  return evictions.length;
}

/**
 * The events that tell of an eviction and that were not told before, or not so often: whose clock dates them is all one.
 * What the cluster tells twice in the same words, as a controller does that another one takes over from, is told once.
 */
export function evictionsIn(events: readonly CoreV1Event[], before: readonly CoreV1Event[]): Untimed[] {
  const versionOf = ({ metadata }: CoreV1Event) => `${metadata.uid} ${metadata.resourceVersion}`;
  const known = new Set(before.map(versionOf));
  const told = events
    .filter(({ reason = "" }) => evictionReasons.includes(reason))
    .filter((event) => !known.has(versionOf(event)))
    .map(
      ({ involvedObject, reason = "", message = "" }): Untimed => ({
        type: "eviction",
        namespace: involvedObject.namespace ?? "",
        pod: involvedObject.name ?? "",
        reason,
        message,
      }),
    );
  return [...new Map(told.map((eviction) => [JSON.stringify(eviction), eviction])).values()];
}

/** What of a pod is journaled. */
export function describePod({ metadata, spec, status }: V1Pod, { nodes }: Pick<Cluster, "nodes">): Pod {
  const tolerationMs = toleratedMs(spec?.tolerations ?? []);
  const statuses = status?.containerStatuses ?? [];
  return {
    namespace: metadata?.namespace ?? "",
    name: metadata?.name ?? "",
    uid: metadata?.uid ?? "",
    node: nodes.find(({ name }) => name === spec?.nodeName)?.short ?? spec?.nodeName ?? "",
    phase: status?.phase ?? "",
    ready: (status?.conditions ?? []).some(({ type, status: value }) => type === "Ready" && value === "True"),
    restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
    owner: metadata?.ownerReferences?.[0]?.kind ?? "",
    deleting: metadata?.deletionTimestamp !== undefined,
    ...(Number.isFinite(tolerationMs) ? { tolerationMs } : {}),
  };
}
