import { expect, test } from "vitest";
import { creates } from "../../../src/preflight/webhook-match.ts";

const namespaces = [{ metadata: { name: "shop", labels: { checked: "yes" } } }];
const rule = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] };
const asked = (webhook: object, namespace = "shop", group = "", resource = "pods") =>
  creates({ rules: [rule], ...webhook }, namespaces, namespace, group, resource);
const names = (operator: string, ...values: string[]) => ({
  namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator, values }] },
});

test("rules decide about groups, resources and operations", () => {
  expect(asked({})).toBe(true);
  expect(asked({}, "shop", "batch", "jobs")).toBe(false);
  expect(
    asked({ rules: [{ ...rule, apiGroups: ["*"], resources: ["*"], operations: ["*"] }] }, "shop", "batch", "jobs"),
  ).toBe(true);
  expect(asked({ rules: [{ ...rule, operations: ["UPDATE"] }] })).toBe(false);
  expect(asked({ rules: [{ ...rule, resources: ["pods/exec"] }] })).toBe(false);
  expect(asked({ rules: [{ ...rule, scope: "Cluster" }] })).toBe(false);
  expect(asked({ rules: undefined })).toBe(false);
});

test("namespaces are chosen by their labels, and by their names where they have no others", () => {
  expect(asked(names("NotIn", "kube-system"), "kube-system")).toBe(false);
  expect(asked(names("NotIn", "kube-system"))).toBe(true);
  expect(asked({ namespaceSelector: { matchLabels: { checked: "yes" } } })).toBe(true);
  expect(asked({ namespaceSelector: { matchLabels: { checked: "yes" } } }, "kube-system")).toBe(false);
  expect(asked({ namespaceSelector: {} }, "kube-system")).toBe(true);
});

test("what chooses by objects or conditions is asked about nothing that has no such label", () => {
  expect(asked({ objectSelector: { matchLabels: { a: "b" } } })).toBe(false);
  expect(asked({ objectSelector: { matchExpressions: [{ key: "a", operator: "DoesNotExist" }] } })).toBe(true);
  expect(asked({ matchConditions: [{ name: "x", expression: "true" }] })).toBe(false);
});
