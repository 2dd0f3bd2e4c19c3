import type { V1MutatingWebhook, V1Pod, V1ValidatingWebhook } from "@kubernetes/client-node";
import { counted } from "../analysis/statistics/format.ts";
import { selects } from "../kube/selectors.ts";
import type { ClusterFacts } from "./facts.ts";
import { isNotReady, nodesOf } from "./objects.ts";
import { podIndex } from "./pods.ts";

/** An admission webhook that refuses what it is not asked about. */
export interface ClosedWebhook {
  /** "ValidatingWebhookConfiguration policy". */
  readonly subject: string;
  readonly metadata: ClusterFacts["mutatingWebhooks"][number]["metadata"];
  readonly webhook: V1MutatingWebhook | V1ValidatingWebhook;
}

/** Who answers for a webhook. */
export interface WebhookServers {
  readonly namespace: string;
  /** "shop/policy". */
  readonly service: string;
  readonly exists: boolean;
  /** The pods of its Service that are Ready, and the nodes that they are on. */
  readonly ready: readonly V1Pod[];
  readonly nodes: readonly string[];
}

/** What has webhooks, and who answers for them. */
export type WebhookFacts = Pick<ClusterFacts, "mutatingWebhooks" | "validatingWebhooks" | "services" | "pods">;

/** All webhooks that fail closed, as they do where nothing is said. */
export function closedWebhooks({ mutatingWebhooks, validatingWebhooks }: WebhookFacts): ClosedWebhook[] {
  const all = [
    ...mutatingWebhooks.map((one) => ({ kind: "MutatingWebhookConfiguration", one })),
    ...validatingWebhooks.map((one) => ({ kind: "ValidatingWebhookConfiguration", one })),
  ];
  return all.flatMap(({ kind, one: { metadata, webhooks = [] } }) =>
    webhooks
      .filter(({ failurePolicy }) => (failurePolicy ?? "Fail") === "Fail")
      .map((webhook) => ({ subject: `${kind} ${metadata?.name}`, metadata, webhook })),
  );
}

/** Who answers for a webhook; undefined where nobody can tell from here: outside of the cluster, or without a selector. */
export function serversOf({ webhook }: ClosedWebhook, facts: WebhookFacts): WebhookServers | undefined {
  const target = webhook.clientConfig.service;
  if (target == null) return undefined;
  const { namespace, name } = target;
  const service = facts.services.find((one) => one.metadata?.namespace === namespace && one.metadata?.name === name);
  if (service !== undefined && service.spec?.selector == null) return undefined;
  const selector = { matchLabels: service?.spec?.selector ?? {} };
  const ready = podIndex(facts)
    .candidates(namespace, selector)
    .filter((pod) => service !== undefined && selects(selector, pod.metadata?.labels ?? {}))
    .filter((pod) => !isNotReady(pod));
  return { namespace, service: `${namespace}/${name}`, exists: service !== undefined, ready, nodes: nodesOf(ready) };
}

/** How few they are, in words: "its Service a/b has no pod that is Ready", "1 pod of Service a/b, on worker-a". */
export function describeServers({ service, exists, ready, nodes }: WebhookServers): string {
  if (!exists) return `its Service ${service} does not exist`;
  if (ready.length === 0) return `its Service ${service} has no pod that is Ready`;
  return `${counted(ready.length, "pod")} of Service ${service}, on ${nodes.join(" and ") || "no node"}`;
}
