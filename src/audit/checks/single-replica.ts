import type { AuditCheck } from "../facts.ts";
import { nodesOf } from "../objects.ts";
import { weighed } from "../ownership.ts";
import { workloadsOf } from "../workloads.ts";

const check: AuditCheck = {
  name: "single-replica",
  about: "workloads of one replica",
  scenarios: ["dns-replica-loss", "single-replica"],
  find: (facts) =>
    workloadsOf(facts)
      .filter(({ replicas }) => replicas === 1)
      .map(({ subject, isDns, owner, pods }) => ({
        // A distribution that brings one replica of its DNS brings back one.
        severity: isDns ? (owner === "provider" ? "medium" : "high") : weighed("medium", owner),
        subject,
        owner,
        evidence: `one replica, on ${nodesOf(pods).join(", ") || "no node"}`,
        why: `${isDns ? "no name resolves anywhere in the cluster" : "it is away"} from the loss of its node until that is noticed, tolerated, and a new pod has started: minutes`,
        advice: adviceOf(isDns, owner === "provider"),
        scenario: isDns ? "dns-replica-loss" : "single-replica",
      })),
};
export default check;

function adviceOf(isDns: boolean, ofProvider: boolean): string {
  if (isDns)
    return ofProvider
      ? "scale it as its distribution lets you keep it (its configuration or autoscaler), or run a DNS cache on every node"
      : "scale it to two or more, spread over nodes";
  return ofProvider
    ? "its provider decides: see whether it can be configured, else leave it out with --exclude provider"
    : "run two or more, with spread constraints and a budget, or accept that outage (--accept)";
}
