import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/webhooks.ts";
import inKubeSystem from "../../../../src/preflight/checks/webhooks-in-kube-system.ts";
import type { UpgradeFacts } from "../../../../src/preflight/facts.ts";
import { app } from "../../../support/audited-cluster.ts";
import { upgradable } from "../../../support/upgrade-facts.ts";

const rule = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] };
const all = (on: readonly string[], webhook: object = {}): UpgradeFacts => {
  const good = upgradable();
  return {
    ...good,
    pods: [...good.pods, ...(app("guard", "policy", on).pods ?? [])],
    services: [{ metadata: { namespace: "guard", name: "policy" }, spec: { selector: { app: "policy" } } }],
    validatingWebhooks: [
      {
        metadata: { name: "policy" },
        webhooks: [
          {
            ...{ name: "policy.example", sideEffects: "None", admissionReviewVersions: ["v1"], rules: [rule] },
            clientConfig: { service: { namespace: "guard", name: "policy" } },
            ...webhook,
          },
        ],
      },
    ],
  };
};
const told = (facts: UpgradeFacts) => check.find(facts).map(({ severity, evidence }) => `${severity}: ${evidence}`);
const without = (...names: string[]) => ({
  namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: names }] },
});

test("two pods on two nodes are enough, and one that fails open is none", () => {
  expect(told(all(["worker-a", "worker-b"]))).toEqual([]);
  expect(told(all([], { failurePolicy: "Ignore" }))).toEqual([]);
  expect(told(all([], { clientConfig: { url: "https://elsewhere.example" } }))).toEqual([]);
});

test("none that is Ready stops it; so does one that would be asked about its own successor", () => {
  expect(told(all([], without("guard")))).toEqual([expect.stringMatching(/^stops: .* has no pod that is Ready$/)]);
  expect(told(all(["worker-a"]))).toEqual([
    expect.stringMatching(/^stops: .*: 1 pod of Service guard\/policy, on worker-a$/),
  ]);
  expect(told(all(["worker-a", "worker-a"], without("guard")))).toEqual([expect.stringMatching(/^warns: .*: 2 pods/)]);
});

test("whoever decides about what kubeadm makes in kube-system is told, however many answer", () => {
  const kinds = (webhook: object) =>
    inKubeSystem.find(all(["worker-a", "worker-b"], webhook)).map(({ evidence }) => evidence);
  expect(kinds({})).toEqual(["policy.example fails closed and is asked about pods of kube-system"]);
  expect(kinds({ rules: [{ ...rule, apiGroups: ["batch", "apps"], resources: ["*"] }] })).toEqual([
    "policy.example fails closed and is asked about jobs, daemonsets, deployments of kube-system",
  ]);
  expect(kinds(without("kube-system"))).toEqual([]);
  expect(kinds({ failurePolicy: "Ignore" })).toEqual([]);
});
