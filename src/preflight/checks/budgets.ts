import { type Block, blockOf, type Disruption, type DisruptionFacts, disruptionsOf } from "../../audit/disruption.ts";
import { describeSelector } from "../../kube/selectors.ts";
import type { Finding, UpgradeCheck } from "../facts.ts";

const words: Readonly<Record<Block, Pick<Finding, "severity" | "why" | "advice">>> = {
  "not-computed": {
    severity: "stops",
    why: "no pod of it may be evicted: the drain of its node waits until somebody gives up",
    advice: "let it select pods of one controller that has a scale, or give minAvailable as a number",
  },
  always: {
    severity: "stops",
    why: "no pod of it may ever be evicted: the drain of its node waits until somebody gives up",
    advice:
      "allow one to be away (maxUnavailable: 1) with at least two replicas, or take the budget away for the upgrade",
  },
  now: {
    severity: "stops",
    why: "no pod of it may be evicted now: the drain of its node waits until more of them are Ready",
    advice: "see why they are not (kubectl describe pod), and begin when they are",
  },
  role: {
    severity: "warns",
    why: "the drain of its node waits until its operator has given the role to another pod",
    advice: "see in the operator's documentation what it does on a drain, and try one before",
  },
};

const check: UpgradeCheck<DisruptionFacts> = {
  name: "budgets",
  about: "every PodDisruptionBudget lets a pod go, so that nodes can be drained",
  find: (facts) =>
    disruptionsOf(facts).flatMap((one) => {
      const block = blockOf(one);
      return block === undefined ? [] : [{ subject: one.subject, evidence: seen(one, block), ...words[block] }];
    }),
};
export default check;

function seen({ rule, expected, desired, healthy, failure, workloads, budget }: Disruption, block: Block): string {
  if (block === "not-computed") return `${rule} cannot be computed: ${failure}`;
  const of = workloads.map(({ subject }) => subject).join(" and ") || describeSelector(budget.spec?.selector);
  const now = block === "now" ? `: ${healthy ?? "too few"} healthy, ${desired} must be` : "";
  return `${rule} of ${expected} of ${of}${now}`;
}
