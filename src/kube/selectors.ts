import type { V1LabelSelector } from "@kubernetes/client-node";

type Labels = Readonly<Record<string, string>>;

/** Whether a selector takes these labels, as the API does: one that is empty takes all, one that is not there none. */
export function selects(selector: V1LabelSelector | undefined, labels: Labels): boolean {
  if (selector == null) return false;
  const { matchLabels, matchExpressions } = selector;
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (matchExpressions ?? []).every((expression) => fits(expression, labels))
  );
}

function fits(
  { key, operator, values }: NonNullable<V1LabelSelector["matchExpressions"]>[number],
  labels: Labels,
): boolean {
  const value = labels[key];
  if (operator === "Exists") return value !== undefined;
  if (operator === "DoesNotExist") return value === undefined;
  // NotIn takes objects without the label as well.
  return (operator === "In") === (value !== undefined && (values ?? []).includes(value));
}

/** A selector in the words of `kubectl get -l`; "all pods" for an empty one, "nothing" for one that is not there. */
export function describeSelector(selector: V1LabelSelector | undefined): string {
  if (selector == null) return "nothing";
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values }) =>
    [key, operator.toLowerCase(), ...(values == null ? [] : [`(${values.join(",")})`])].join(" "),
  );
  return [...labels, ...expressions].join(", ") || "all pods";
}
