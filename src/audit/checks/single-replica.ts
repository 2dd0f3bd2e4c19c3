import type { AuditCheck } from "../facts.ts";
import { nodesOf, workloadsOf } from "../objects.ts";

const check: AuditCheck = {
  name: "single-replica",
  about: "workloads of one replica",
  find: (facts) =>
    workloadsOf(facts)
      .filter(({ replicas }) => replicas === 1)
      .map(({ subject, namespace, pods }) => ({
        severity: namespace === "kube-system" ? ("high" as const) : ("medium" as const),
        subject,
        evidence: `one replica, on ${nodesOf(pods).join(", ") || "no node"}`,
        why: "it is away from the loss of its node until that is noticed, tolerated, and a new pod has started: minutes",
        advice: "run two or more, with spread constraints and a budget, or accept that outage",
        scenario: "single-replica",
      })),
};
export default check;
