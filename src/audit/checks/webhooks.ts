import type { V1MutatingWebhook, V1ValidatingWebhook } from "@kubernetes/client-node";
import { counted } from "../../analysis/statistics/format.ts";
import type { AuditCheck, ClusterFacts, Finding } from "../facts.ts";
import { isNotReady, nodesOf } from "../objects.ts";
import { owned, ownerOf, weighedForProvider } from "../ownership.ts";
import { podIndex } from "../pods.ts";
import { selects } from "../selectors.ts";
import { stops } from "../webhook-scope.ts";

type Webhook = V1MutatingWebhook | V1ValidatingWebhook;
interface Configured {
  readonly subject: string;
  readonly metadata: ClusterFacts["mutatingWebhooks"][number]["metadata"];
  readonly webhook: Webhook;
}

const check: AuditCheck = {
  name: "webhooks",
  about: "admission webhooks that fail closed, and have one replica, none, or all on one node",
  scenarios: ["single-replica"],
  find: (facts) => configuredOf(facts).flatMap((one) => judge(one, facts) ?? []),
};
export default check;

function configuredOf({ mutatingWebhooks, validatingWebhooks }: ClusterFacts): Configured[] {
  const all = [
    ...mutatingWebhooks.map((one) => ({ kind: "MutatingWebhookConfiguration", one })),
    ...validatingWebhooks.map((one) => ({ kind: "ValidatingWebhookConfiguration", one })),
  ];
  return all.flatMap(({ kind, one: { metadata, webhooks = [] } }) =>
    // The API's own default is to fail closed.
    webhooks
      .filter(({ failurePolicy }) => (failurePolicy ?? "Fail") === "Fail")
      .map((webhook) => ({ subject: `${kind} ${metadata?.name}`, metadata, webhook })),
  );
}

function judge({ subject, metadata, webhook }: Configured, facts: ClusterFacts): Omit<Finding, "check"> | undefined {
  const target = webhook.clientConfig.service;
  // What is asked by URL is outside of the cluster, or a provider's: nobody can count it from here.
  if (target == null) return undefined;
  const { namespace, name } = target;
  const service = facts.services.find((one) => one.metadata?.namespace === namespace && one.metadata?.name === name);
  // A Service without a selector has its endpoints elsewhere.
  if (service !== undefined && service.spec?.selector == null) return undefined;
  const selector = { matchLabels: service?.spec?.selector ?? {} };
  const pods = podIndex(facts)
    .candidates(namespace, selector)
    .filter((pod) => service !== undefined && selects(selector, pod.metadata?.labels ?? {}))
    .filter((pod) => !isNotReady(pod));
  const nodes = nodesOf(pods);
  if (nodes.length > 1) return undefined;
  const { what, isWide } = stops(webhook);
  const by = ownerOf(owned({ ...metadata, namespace }), facts);
  const how =
    service === undefined
      ? `its Service ${namespace}/${name} does not exist`
      : pods.length === 0
        ? `its Service ${namespace}/${name} has no pod that is Ready`
        : `${counted(pods.length, "pod")} of Service ${namespace}/${name}, on ${nodes[0] ?? "no node"}`;
  return {
    severity: weighedForProvider(isWide || pods.length === 0 ? "high" : "medium", by),
    subject,
    owner: by,
    evidence: `${webhook.name} fails closed: ${how}`,
    why: `${pods.length === 0 ? "now" : "when that node is lost, until a new pod has started,"} ${what} is refused${isWide ? ", also the pods that would replace the lost ones" : ""}`,
    advice:
      "run two or more replicas on different nodes with a budget, leave kube-system and its own namespace out (namespaceSelector), or set failurePolicy: Ignore",
    scenario: "single-replica",
  };
}
