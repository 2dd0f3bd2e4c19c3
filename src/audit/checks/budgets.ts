import { describeSelector, selects } from "../../kube/selectors.ts";
import { blockOf, type Disruption, disruptionsOf, roleOf } from "../disruption.ts";
import type { AuditCheck, ClusterFacts, Found, Severity } from "../facts.ts";
import { owned, ownerOf, weighedForProvider } from "../ownership.ts";
import { type Workload, workloadsOf } from "../workloads.ts";

const blocked = "no pod may be evicted: every drain, and with it every upgrade of a node, waits for ever";

const check: AuditCheck = {
  name: "budgets",
  about: "budgets that are missing, that select nothing, that no drain can keep, or that keep nothing",
  scenarios: ["impossible-budget", "node-drain"],
  find(facts) {
    const all = disruptionsOf(facts);
    return [...all.flatMap((one) => judge(one, facts)), ...missing(all, facts)];
  },
};
export default check;

function judge(one: Disruption, facts: ClusterFacts): Found[] {
  const { subject, rule, expected, desired, healthy, failure, workloads, budget } = one;
  const owner = ownerOf(owned(budget.metadata ?? {}), facts);
  const of = workloads.map((workload) => workload.subject).join(" and ") || describeSelector(budget.spec?.selector);
  const found = (severity: Severity, scenario: string, evidence: string, why: string, advice: string): Found[] => [
    { severity: weighedForProvider(severity, owner), subject, owner, evidence, why, advice, scenario },
  ];
  const block = blockOf(one);
  if (block === "not-computed")
    return found(
      "high",
      "impossible-budget",
      `${rule} cannot be computed: ${failure}`,
      blocked,
      "let it select pods of one controller that has a scale, or give minAvailable as a number",
    );
  if (expected === 0) {
    if (isForNothing(one, facts)) return [];
    const evidence = `its selector (${describeSelector(budget.spec?.selector)}) takes no pod of the namespace`;
    return found(
      "low",
      "node-drain",
      evidence,
      "it keeps nothing: what it is for has no budget",
      `compare it with the labels of what it is for: kubectl get pods --show-labels -n ${budget.metadata?.namespace}`,
    );
  }
  const evidence = `${rule} of ${expected} of ${of}`;
  if (block === "role")
    return found(
      "medium",
      "impossible-budget",
      `${evidence}: one pod of ${roleOf(one)?.pods.length}, chosen by its role`,
      "a drain of its node waits until the operator has given the role to another pod, which some do when a node is cordoned",
      "see in the operator's documentation what it does on a drain, try one, and plan maintenance with it",
    );
  if (block === "always")
    return found(
      "high",
      "impossible-budget",
      evidence,
      blocked,
      "allow one to be away (maxUnavailable: 1), with at least two replicas",
    );
  if (block === "now")
    return found(
      "medium",
      "impossible-budget",
      `${evidence}: ${healthy ?? "too few"} healthy now, ${desired} must be`,
      "no drain passes until more of them are Ready",
      "see why they are not: kubectl describe pod; unhealthyPodEvictionPolicy: AlwaysAllow lets the broken ones go",
    );
  // Evictions that their operator answers by moving the pods pass, however much the budget keeps.
  if (desired >= expected) return [];
  const alone = workloads.filter(({ replicas }) => replicas > 1 && expected - desired >= replicas);
  const [any] = alone;
  if (any === undefined) return [];
  return found(
    "low",
    "node-drain",
    workloads.length > 1
      ? `${evidence}: all ${any.replicas} of ${any.subject} may be away`
      : `${evidence}: all may be away`,
    "drains of several nodes may take all replicas at once",
    workloads.length > 1 ? "give each workload a budget of its own" : "set maxUnavailable: 1",
  );
}

/** A budget of what is scaled to nothing waits for it. */
function isForNothing({ budget }: Disruption, { deployments, statefulSets }: ClusterFacts): boolean {
  return [...deployments, ...statefulSets].some(
    ({ metadata, spec }) =>
      metadata?.namespace === budget.metadata?.namespace &&
      spec?.replicas === 0 &&
      selects(budget.spec?.selector, spec.template.metadata?.labels ?? {}),
  );
}

function missing(all: readonly Disruption[], facts: ClusterFacts): Found[] {
  const covered = new Set<Workload>(all.flatMap(({ workloads }) => workloads));
  return (
    workloadsOf(facts)
      // What belongs to the cluster is drained by who knows it.
      .filter(({ replicas, owner }) => replicas > 1 && owner === "application")
      .filter((workload) => !covered.has(workload))
      .map(({ subject, replicas, owner }) => ({
        severity: "low",
        subject,
        owner,
        evidence: `${replicas} replicas and no PodDisruptionBudget`,
        why: "drains of several nodes may take all replicas at once",
        advice: "add a PodDisruptionBudget with maxUnavailable: 1",
        scenario: "node-drain",
      }))
  );
}
