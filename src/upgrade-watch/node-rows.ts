import type { V1Node, V1Pod } from "@kubernetes/client-node";
import { isNotReady } from "../audit/objects.ts";
import { isControlPlane } from "../audit/platform.ts";
import type { NodeLook } from "../model/upgrade-look.ts";
import { tagOf } from "../model/version.ts";
import { short } from "./short.ts";

/** Whether a pod stands for a static one: a kubelet makes such a mirror in the API, and is its owner. */
export function isStatic({ metadata }: V1Pod): boolean {
  return (
    metadata?.annotations?.["kubernetes.io/config.mirror"] !== undefined ||
    metadata?.ownerReferences?.some(({ kind }) => kind === "Node") === true
  );
}

/** Nodes as they are journaled, with those of the pods that are static, where they are known; in the order of their names. */
export function nodeRows(nodes: readonly V1Node[], pods: readonly V1Pod[] | undefined): NodeLook[] {
  const byNode = Map.groupBy(pods?.filter(isStatic) ?? [], ({ spec }) => spec?.nodeName ?? "");
  return nodes
    .map((node): NodeLook => {
      const { metadata, spec, status } = node;
      const name = metadata?.name ?? "";
      return {
        node: short(name),
        uid: short(metadata?.uid ?? ""),
        kubelet: short(status?.nodeInfo?.kubeletVersion ?? ""),
        // A node that says nothing of it has just been made.
        ready: isReady(node, "True"),
        ...(isReady(node, "Unknown") ? { unheard: true as const } : {}),
        cordoned: spec?.unschedulable === true,
        controlPlane: isControlPlane(node),
        ...(pods === undefined ? {} : { components: componentsOf(byNode.get(name) ?? []) }),
      };
    })
    .toSorted((a, b) => (a.node < b.node ? -1 : 1));
}

function isReady({ status }: V1Node, wanted: "True" | "Unknown"): boolean {
  return (status?.conditions ?? []).some(({ type, status: is }) => type === "Ready" && is === wanted);
}

function componentsOf(pods: readonly V1Pod[]): NonNullable<NodeLook["components"]> {
  return pods
    .map((pod) => ({
      name: short(pod.metadata?.labels?.component ?? pod.metadata?.name ?? ""),
      version: short(tagOf(pod.spec?.containers[0]?.image)),
      ready: pod.metadata?.deletionTimestamp === undefined && !isNotReady(pod),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
