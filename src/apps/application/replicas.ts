import { z } from "zod";
import type { Kube } from "../../kube/kube.ts";
import { selects } from "../../kube/selectors.ts";
import type { Named } from "../../model/pod-names.ts";

export type Pod = Awaited<ReturnType<Kube["pods"]>>[number];

/** The pods that a Service sends to; of an application that nobody asks all that somebody keeps up, but those of Jobs. */
export function replicasOf(pods: readonly Pod[], selector: Readonly<Record<string, string>> | undefined): Pod[] {
  const alive = pods.filter(isAlive);
  if (selector === undefined) return alive.filter((pod) => !["Job", "DaemonSet"].includes(makerOf(pod).kind));
  return alive.filter(({ metadata }) => selects({ matchLabels: { ...selector } }, metadata?.labels ?? {}));
}

/** Whether a pod is there to stay: neither over nor on its way out. */
export function isAlive({ metadata, status }: Pod): boolean {
  return metadata?.deletionTimestamp == null && status?.phase !== "Succeeded" && status?.phase !== "Failed";
}

/**
 * What made a pod: a Deployment where its ReplicaSet has a name and the hash of the pod's template; the pod itself where
 * nobody did, or what is of another kind, which may name its pods in any way.
 */
export function makerOf({ metadata }: Pod): Named {
  const itself: Named = { kind: "Pod", name: metadata?.name ?? "" };
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller === true);
  if (owner === undefined) return itself;
  const { kind, name } = owner;
  const hash = `-${metadata?.labels?.["pod-template-hash"]}`;
  if (kind === "ReplicaSet" && name.endsWith(hash)) return { kind: "Deployment", name: name.slice(0, -hash.length) };
  return kind === "ReplicaSet" || kind === "StatefulSet" || kind === "DaemonSet" || kind === "Job"
    ? { kind, name }
    : itself;
}

/**
 * What makes these pods, each once, among all of their namespace: where it makes others beside them, as where a Service
 * has the leader alone, these are named themselves.
 */
export function makersOf(pods: readonly Pod[], all: readonly Pod[]): Named[] {
  const keyOf = (pod: Pod) => `${makerOf(pod).kind}/${makerOf(pod).name}`;
  const names = new Set(pods.map(({ metadata }) => metadata?.name));
  const others = new Set(all.filter((pod) => isAlive(pod) && !names.has(pod.metadata?.name)).map(keyOf));
  const makers = pods.map((pod): Named => {
    const maker = makerOf(pod);
    return others.has(keyOf(pod)) ? { kind: "Pod", name: pod.metadata?.name ?? "" } : maker;
  });
  return [...new Map(makers.map((maker) => [`${maker.kind}/${maker.name}`, maker])).values()];
}

/** Whether a pod is Ready. */
export function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
}

/** Why a pod is not Ready, in the kubelet's or the scheduler's own word; its phase where neither says any. */
export function whyNotReady({ metadata, status }: Pod): string {
  const hint = "name its image with --app-image where no registry has it";
  const waiting = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].flatMap(
    ({ state }) => state?.waiting?.reason ?? state?.terminated?.reason ?? [],
  )[0];
  const scheduled = status?.conditions?.find(({ type, status: is }) => type === "PodScheduled" && is === "False");
  const why = waiting ?? scheduled?.message ?? status?.phase ?? "unknown";
  return `${metadata?.name}: ${why}${["ErrImagePull", "ImagePullBackOff"].includes(why) ? `: ${hint}` : ""}`;
}

const budgetsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ generation: z.number().default(0) }),
      spec: z.object({ selector: z.custom<Parameters<typeof selects>[0]>().optional() }),
      status: z
        .object({
          observedGeneration: z.number().optional(),
          expectedPods: z.number().default(0),
          desiredHealthy: z.number().default(0),
        })
        .prefault({}),
    }),
  ),
});

/**
 * How many of these pods their budgets let a drain take away at once, by the disruption controller's own word; undefined
 * while it has not looked at one. All of them where no budget selects one.
 */
export function maxUnavailableOf(budgets: unknown, pods: readonly Pod[]): number | undefined {
  const own = budgetsSchema
    .parse(budgets)
    .items.filter(({ spec }) => pods.some(({ metadata }) => selects(spec.selector, metadata?.labels ?? {})));
  if (own.some(({ metadata, status }) => (status.observedGeneration ?? -1) < metadata.generation)) return undefined;
  return own.reduce(
    (least, { status }) => Math.min(least, Math.max(0, status.expectedPods - status.desiredHealthy)),
    pods.length,
  );
}
