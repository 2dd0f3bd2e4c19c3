import type { V1PodDisruptionBudget } from "@kubernetes/client-node";
import type { AuditCheck, ClusterFacts, Finding } from "../facts.ts";
import { selects, type Workload, workloadsOf } from "../objects.ts";

type Found = Omit<Finding, "check">;

const check: AuditCheck = {
  name: "budgets",
  about: "budgets that are missing, and budgets that no drain can keep",
  find: (facts) => [
    ...facts.budgets.flatMap((budget) => impossible(budget, facts) ?? []),
    ...workloadsOf(facts)
      // What belongs to the cluster is drained by who knows it.
      .filter(({ replicas, namespace }) => replicas > 1 && namespace !== "kube-system")
      .filter((workload) => !facts.budgets.some((budget) => covers(budget, workload)))
      .map(missing),
  ],
};
export default check;

function covers({ metadata, spec }: V1PodDisruptionBudget, { namespace, labels }: Workload): boolean {
  return metadata?.namespace === namespace && selects(spec?.selector, labels);
}

function missing({ subject, replicas }: Workload): Found {
  return {
    severity: "low",
    subject,
    evidence: `${replicas} replicas and no PodDisruptionBudget`,
    why: "drains of several nodes may take all replicas at once",
    advice: "add a PodDisruptionBudget with maxUnavailable: 1",
    scenario: "node-drain",
  };
}

function impossible(budget: V1PodDisruptionBudget, facts: ClusterFacts): Found | undefined {
  const workload = workloadsOf(facts).find((one) => covers(budget, one));
  if (workload === undefined) return undefined;
  const { maxUnavailable, minAvailable } = budget.spec ?? {};
  const { replicas } = workload;
  const least = minAvailable === undefined ? undefined : amount(minAvailable, replicas);
  const most = maxUnavailable === undefined ? undefined : amount(maxUnavailable, replicas);
  if (!(least !== undefined && least >= replicas) && most !== 0) return undefined;
  const rule = least === undefined ? `maxUnavailable: ${maxUnavailable}` : `minAvailable: ${minAvailable}`;
  return {
    severity: "high",
    subject: `PodDisruptionBudget ${budget.metadata?.namespace}/${budget.metadata?.name}`,
    evidence: `${rule} of ${replicas} of ${workload.subject}`,
    why: "no pod may ever be evicted: every drain, and with it every upgrade of a node, waits for ever",
    advice: "allow one to be away (maxUnavailable: 1), with at least two replicas",
    scenario: "impossible-budget",
  };
}

/** Shares are rounded up, as the disruption controller does. */
function amount(value: string | number | object, replicas: number): number {
  const text = String(value);
  return text.endsWith("%") ? Math.ceil((replicas * Number.parseFloat(text)) / 100) : Number(text);
}
