import { expect, test } from "vitest";
import { stops } from "../../../src/audit/webhook-scope.ts";

const rule = (group: string, resource: string, ...operations: string[]) => ({
  apiGroups: [group],
  resources: [resource],
  operations,
});
const notSystem = {
  matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }],
};

test.each<readonly [string, Parameters<typeof stops>[0], boolean]>([
  ["pods", { rules: [rule("", "pods", "CREATE")] }, true],
  ["everything", { rules: [rule("*", "*/*", "*")] }, true],
  ["everything but kube-system", { rules: [rule("*", "*", "CREATE")], namespaceSelector: notSystem }, true],
  ["leases that are renewed", { rules: [rule("coordination.k8s.io", "leases", "UPDATE")] }, true],
  ["pods that are deleted", { rules: [rule("", "pods", "DELETE")] }, false],
  ["resources of its own", { rules: [rule("cert-manager.io", "certificates", "CREATE")] }, false],
  [
    "pods of chosen namespaces",
    { rules: [rule("", "pods", "CREATE")], namespaceSelector: { matchLabels: { "istio-injection": "enabled" } } },
    false,
  ],
  [
    "chosen pods",
    {
      rules: [rule("", "pods", "CREATE")],
      objectSelector: { matchExpressions: [{ key: "mesh", operator: "Exists" }] },
    },
    false,
  ],
  [
    "what a condition lets through",
    { rules: [rule("", "pods", "CREATE")], matchConditions: [{ name: "x", expression: "true" }] },
    false,
  ],
])("%s", (_, webhook, isWide) => {
  expect(stops(webhook).isWide).toBe(isWide);
});

test("says in words what is stopped", () => {
  expect(stops({ rules: [rule("", "pods", "CREATE"), rule("apps", "deployments", "CREATE", "UPDATE")] }).what).toBe(
    "CREATE, UPDATE of pods, deployments",
  );
});
