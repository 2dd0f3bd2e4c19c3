import type { V1Toleration } from "@kubernetes/client-node";

/** Taints that a lost node gets, which pods tolerate for a time. */
export const lostNodeTaints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] as const;

/**
 * How long a pod stays on a lost node, milliseconds: the shortest of the tolerations that fit a taint, as the
 * taint-eviction controller takes it; 0 where nothing fits, Infinity where it tolerates the loss for ever.
 */
export function toleratedMs(tolerations: readonly V1Toleration[]): number {
  return Math.min(...lostNodeTaints.map((taint) => toleratedTaintMs(tolerations, taint)));
}

function toleratedTaintMs(tolerations: readonly V1Toleration[], taint: string): number {
  const fitting = tolerations.filter(
    ({ key, effect }) => (key === undefined || key === taint) && (effect === undefined || effect === "NoExecute"),
  );
  if (fitting.length === 0) return 0;
  return Math.min(...fitting.map(({ tolerationSeconds }) => tolerationSeconds ?? Number.POSITIVE_INFINITY)) * 1_000;
}
