import { closedWebhooks, describeServers, serversOf, type WebhookFacts } from "../../audit/closed-webhooks.ts";
import { stops } from "../../audit/webhook-scope.ts";
import type { UpgradeCheck, UpgradeFacts } from "../facts.ts";
import { creates } from "../webhook-match.ts";

const check: UpgradeCheck<WebhookFacts & Pick<UpgradeFacts, "namespaces">> = {
  name: "webhooks",
  about: "webhooks that fail closed are answered from two nodes at least, so that one of them may be drained",
  find: (facts) =>
    closedWebhooks(facts).flatMap((one) => {
      const { subject, webhook } = one;
      const servers = serversOf(one, facts);
      if (servers === undefined || servers.nodes.length > 1) return [];
      const { what } = stops(webhook);
      const isGone = servers.ready.length === 0;
      // It would be asked whether the pod may be made that is to answer.
      const locksItself = creates(webhook, facts.namespaces, servers.namespace, "", "pods");
      const when = isGone ? "now" : "while the node with its only pod is drained";
      return [
        {
          severity: isGone || locksItself ? ("stops" as const) : ("warns" as const),
          subject,
          evidence: `${webhook.name} fails closed: ${describeServers(servers)}`,
          why: `${when} ${what} is refused${locksItself ? ", and so is the pod that would answer instead: nothing ends that by itself" : ""}`,
          advice:
            "run two or more replicas on different nodes with a budget, leave its own namespace out (namespaceSelector), or set failurePolicy: Ignore for the upgrade",
        },
      ];
    }),
};
export default check;
