import type { IntOrString, V1Pod, V1PodDisruptionBudget } from "@kubernetes/client-node";
import { selects } from "../kube/selectors.ts";
import type { ClusterFacts } from "./facts.ts";
import { controllerOf, podIndex } from "./pods.ts";
import { type Workload, type WorkloadFacts, workloadsOf } from "./workloads.ts";

/** What a budget comes to: by the disruption controller's own status where it has one, else computed as it does. */
export interface Disruption {
  readonly budget: V1PodDisruptionBudget;
  /** "PodDisruptionBudget shop/web". */
  readonly subject: string;
  /** "maxUnavailable: 1". */
  readonly rule: string;
  readonly pods: readonly V1Pod[];
  /** Workloads with a pod that it selects, or with a template that it does. */
  readonly workloads: readonly Workload[];
  /** Pods that there should be, and that must be healthy. */
  readonly expected: number;
  readonly desired: number;
  /** Pods that may be evicted now, and that are healthy; undefined where its status does not say. */
  readonly allowed: number | undefined;
  readonly healthy: number | undefined;
  /** Why its controller could not compute it; undefined where it could. */
  readonly failure: string | undefined;
}

/** What budgets are computed from. */
export type DisruptionFacts = WorkloadFacts & Pick<ClusterFacts, "budgets">;

/** What every budget of the cluster comes to. */
export function disruptionsOf(facts: DisruptionFacts): Disruption[] {
  return facts.budgets.map((budget) => disruption(budget, facts));
}

/**
 * Why a drain waits for a budget: it cannot be computed, it never lets a pod go, it has one pod of a group that an
 * operator chose by its role, or too few are healthy now; undefined where a drain passes.
 */
export type Block = "not-computed" | "always" | "role" | "now";

/** What a budget keeps from being drained, and why; what selects nothing keeps nothing. */
export function blockOf(one: Disruption): Block | undefined {
  const { failure, expected, desired, allowed } = one;
  if (failure !== undefined) return "not-computed";
  if (expected === 0) return undefined;
  if (desired < expected) return allowed === 0 ? "now" : undefined;
  if (isMovedByOperator(one)) return undefined;
  return roleOf(one) === undefined ? "always" : "role";
}

/** The group of which a budget takes one pod alone, as operators do with a primary. */
export function roleOf({ pods, workloads }: Disruption): Workload | undefined {
  return workloads.find(
    (one) => pods.length === 1 && one.pods.length > 1 && pods.every((pod) => one.pods.includes(pod)),
  );
}

/** KubeVirt's budgets refuse the eviction of a virtual machine, which begins its migration. */
function isMovedByOperator({ pods }: Disruption): boolean {
  return pods.length > 0 && pods.every((pod) => controllerOf(pod)?.kind === "VirtualMachineInstance");
}

function disruption(budget: V1PodDisruptionBudget, facts: WorkloadFacts): Disruption {
  const { namespace = "", name = "", generation } = budget.metadata ?? {};
  const { selector, minAvailable, maxUnavailable } = budget.spec ?? {};
  const takes = (labels: Readonly<Record<string, string>>) => selects(selector, labels);
  const pods = podIndex(facts)
    .candidates(namespace, selector)
    .filter(({ metadata }) => takes(metadata?.labels ?? {}));
  const chosen = new Set(pods);
  const workloads = workloadsOf(facts).filter(
    (one) => one.namespace === namespace && (one.pods.some((pod) => chosen.has(pod)) || takes(one.labels)),
  );
  const asked = workloads.filter(({ labels }) => takes(labels)).reduce((sum, { replicas }) => sum + replicas, 0);
  const { status } = budget;
  const isCurrent = generation === undefined || (status?.observedGeneration ?? generation) >= generation;
  const told = isCurrent ? status : undefined;
  const expected = told?.expectedPods ?? Math.max(pods.length, asked);
  const failed = (told?.conditions ?? []).find(
    ({ type, reason }) => type === "DisruptionAllowed" && reason === "SyncFailed",
  );
  return {
    budget,
    subject: `PodDisruptionBudget ${namespace}/${name}`,
    rule: minAvailable != null ? `minAvailable: ${minAvailable}` : `maxUnavailable: ${maxUnavailable ?? "not set"}`,
    pods,
    workloads,
    expected,
    desired: told?.desiredHealthy ?? desiredHealthy(minAvailable, maxUnavailable, expected),
    allowed: told?.expectedPods === undefined ? undefined : told.disruptionsAllowed,
    healthy: told?.currentHealthy,
    failure: failed?.message ?? (failed === undefined ? undefined : "SyncFailed"),
  };
}

/** Shares are rounded up, as the disruption controller does; a budget that says neither lets nothing be counted. */
function desiredHealthy(least: IntOrString | undefined, most: IntOrString | undefined, expected: number): number {
  if (least != null) return amount(least, expected);
  return Math.max(0, expected - (most == null ? expected : amount(most, expected)));
}

function amount(value: IntOrString, of: number): number {
  const text = String(value);
  return text.endsWith("%") ? Math.ceil((of * Number.parseFloat(text)) / 100) : Number(text);
}
