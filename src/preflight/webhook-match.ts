import type { V1MutatingWebhook, V1Namespace, V1RuleWithOperations } from "@kubernetes/client-node";
import { selects } from "../kube/selectors.ts";

type Webhook = Pick<V1MutatingWebhook, "rules" | "namespaceSelector" | "objectSelector" | "matchConditions">;

/** The label that every namespace has its name in (kubernetes.io, well-known labels). */
const nameLabel = "kubernetes.io/metadata.name";

/**
 * Whether a webhook is asked about a new object of a resource in a namespace, as far as nobody has to know the object:
 * one that chooses by the objects' own labels, or by conditions, is taken to be asked about some of them only where it
 * leaves out what carries no label.
 */
export function creates(
  { rules = [], namespaceSelector, objectSelector, matchConditions = [] }: Webhook,
  namespaces: readonly V1Namespace[],
  namespace: string,
  group: string,
  resource: string,
): boolean {
  const labels = namespaces.find(({ metadata }) => metadata?.name === namespace)?.metadata?.labels;
  const own = { [nameLabel]: namespace, ...labels };
  return (
    matchConditions.length === 0 &&
    (namespaceSelector == null || selects(namespaceSelector, own)) &&
    (objectSelector == null || selects(objectSelector, {})) &&
    rules.some((rule) => fits(rule, group, resource))
  );
}

function fits(
  { apiGroups = [], resources = [], operations = [], scope }: V1RuleWithOperations,
  group: string,
  resource: string,
) {
  return (
    scope !== "Cluster" &&
    apiGroups.some((one) => one === "*" || one === group) &&
    resources.some((one) => one === "*" || one === "*/*" || one === resource) &&
    operations.some((one) => one === "*" || one === "CREATE")
  );
}
