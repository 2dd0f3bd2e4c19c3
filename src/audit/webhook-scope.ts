import type { V1LabelSelector, V1MutatingWebhook, V1RuleWithOperations } from "@kubernetes/client-node";

/** What is needed to replace pods and to keep nodes alive, by API group and resource. */
const vital: readonly (readonly [string, string])[] = [
  ["", "pods"],
  ["", "nodes"],
  ["apps", "replicasets"],
  ["coordination.k8s.io", "leases"],
];

/**
 * What a webhook that fails closed stops while nobody answers, in words, and whether that is wide: pods, nodes or
 * leases of namespaces that nobody chose.
 */
export function stops({
  rules = [],
  namespaceSelector,
  objectSelector,
  matchConditions = [],
}: Pick<V1MutatingWebhook, "rules" | "namespaceSelector" | "objectSelector" | "matchConditions">): {
  readonly what: string;
  readonly isWide: boolean;
} {
  const hit = vital.filter(([group, resource]) => rules.some((rule) => matches(rule, group, resource)));
  const chosen = chooses(namespaceSelector) || chooses(objectSelector) || matchConditions.length > 0;
  const resources = [...new Set(rules.flatMap((rule) => rule.resources ?? []))].join(", ") || "nothing";
  const operations = [...new Set(rules.flatMap((rule) => rule.operations ?? []))].join(", ");
  return {
    what: `${operations} of ${resources}${chosen ? " where it is chosen" : ""}`,
    isWide: hit.length > 0 && !chosen,
  };
}

function matches(
  { apiGroups = [], resources = [], operations = [] }: V1RuleWithOperations,
  group: string,
  resource: string,
) {
  const works = ["*", "CREATE", ...(resource === "leases" || resource === "nodes" ? ["UPDATE"] : [])];
  return (
    apiGroups.some((one) => one === "*" || one === group) &&
    resources.some((one) => one === "*" || one === "*/*" || one === resource) &&
    operations.some((one) => works.includes(one))
  );
}

/** Whether a selector takes only what was chosen by a label; one that leaves some out does not. */
function chooses(selector: V1LabelSelector | undefined): boolean {
  if (selector == null) return false;
  const expressions = selector.matchExpressions ?? [];
  return (
    Object.keys(selector.matchLabels ?? {}).length > 0 ||
    expressions.some(({ operator }) => operator === "In" || operator === "Exists")
  );
}
