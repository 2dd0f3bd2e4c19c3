import { type ClosedWebhook, closedWebhooks, describeServers, serversOf } from "../closed-webhooks.ts";
import type { AuditCheck, ClusterFacts, Found } from "../facts.ts";
import { owned, ownerOf, weighedForProvider } from "../ownership.ts";
import { stops } from "../webhook-scope.ts";

const check: AuditCheck = {
  name: "webhooks",
  about: "admission webhooks that fail closed, and have one replica, none, or all on one node",
  scenarios: ["webhook-deadlock"],
  find: (facts) => closedWebhooks(facts).flatMap((one) => judge(one, facts) ?? []),
};
export default check;

function judge(one: ClosedWebhook, facts: ClusterFacts): Found | undefined {
  const { subject, metadata, webhook } = one;
  const servers = serversOf(one, facts);
  if (servers === undefined || servers.nodes.length > 1) return undefined;
  const { what, isWide } = stops(webhook);
  const by = ownerOf(owned({ ...metadata, namespace: servers.namespace }), facts);
  const isGone = servers.ready.length === 0;
  return {
    severity: weighedForProvider(isWide || isGone ? "high" : "medium", by),
    subject,
    owner: by,
    evidence: `${webhook.name} fails closed: ${describeServers(servers)}`,
    why: `${isGone ? "now" : "when that node is lost, until a new pod has started,"} ${what} is refused${isWide ? ", also the pods that would replace the lost ones" : ""}`,
    advice:
      "run two or more replicas on different nodes with a budget, leave kube-system and its own namespace out (namespaceSelector), or set failurePolicy: Ignore",
    scenario: "webhook-deadlock",
  };
}
