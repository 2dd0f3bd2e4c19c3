import type { V1Pod } from "@kubernetes/client-node";
import { expect, test } from "vitest";
import { hindrancesOf, judgedBy, showsMembers } from "../../../src/upgrade-watch/hindrances.ts";
import { upgradable, withNode, withPod } from "../../support/upgrade-facts.ts";

const good = upgradable();
const short = (facts = good) =>
  hindrancesOf(facts).map(({ check, subject, evidence }) => `${check}: ${subject}: ${evidence}`);
const notReady = { conditions: [{ type: "Ready", status: "False", reason: "KubeletDown", message: "gone" }] };
const etcd = good.pods.find(({ metadata }) => metadata?.labels?.component === "etcd") as V1Pod;
const [etcdName, etcdNode] = [etcd?.metadata?.name ?? "", etcd?.spec?.nodeName ?? ""];

test("nothing stands against the next step in a cluster that may be upgraded", () => {
  expect(short()).toEqual([]);
  expect(showsMembers(good)).toBe(true);
});

test("a node that is not Ready does, one that is only cordoned does not", () => {
  const name = good.nodes[0]?.metadata?.name ?? "";
  expect(short(withNode(name, (node) => ({ ...node, spec: { unschedulable: true } })))).toEqual([]);
  expect(short(withNode(name, (node) => ({ ...node, status: { ...node.status, ...notReady } })))).toEqual([
    `nodes: Node ${name}: KubeletDown: gone`,
  ]);
});

test("a control plane whose member of etcd is not there, or not Ready, does", () => {
  expect(short(withPod(etcdName, () => undefined))).toEqual([`etcd-health: etcd of ${etcdNode}: it has no pod`]);
  expect(short(withPod(etcdName, (pod) => ({ ...pod, status: notReady })))).toEqual([
    `etcd-health: etcd of ${etcdNode}: its pod is not Ready`,
  ]);
});

test("where no control plane shows a member nothing is said of any", () => {
  const hidden = { ...good, pods: good.pods.filter(({ metadata }) => metadata?.labels?.component !== "etcd") };
  expect(short(hidden)).toEqual([]);
  expect(showsMembers(hidden)).toBe(false);
});

test("a budget that allows nothing now does, and several webhooks of one configuration are one", () => {
  const budget = {
    metadata: { namespace: "shop", name: "web" },
    spec: { minAvailable: 2, selector: { matchLabels: { app: "web" } } },
    status: { expectedPods: 3, desiredHealthy: 2, currentHealthy: 2, disruptionsAllowed: 0 },
  };
  const closed = (name: string) => ({
    ...{ name, admissionReviewVersions: ["v1"], sideEffects: "None", failurePolicy: "Fail" },
    clientConfig: { service: { namespace: "policy", name: "none" } },
    rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
  });
  const configuration = { metadata: { name: "policy" }, webhooks: [closed("one"), closed("two")] };
  const found = hindrancesOf({ ...good, budgets: [budget], validatingWebhooks: [configuration] });
  expect(found.map(({ check, subject }) => `${check}: ${subject}`)).toEqual([
    "budgets: PodDisruptionBudget shop/web",
    "webhooks: ValidatingWebhookConfiguration policy",
  ]);
  expect(found[1]?.evidence).toMatch(/^one fails closed: .*; two fails closed: /);
});

test("where nodes say that they are to have a member, others of the control plane need none", () => {
  const label = "node-role.kubernetes.io/etcd";
  const without = withPod(etcdName, () => undefined);
  const split = {
    ...without,
    nodes: without.nodes.map((node) => {
      const { metadata } = node;
      return metadata?.name === etcdNode
        ? node
        : { ...node, metadata: { ...metadata, labels: { ...metadata?.labels, [label]: "true" } } };
    }),
  };
  const members = split.pods.flatMap(({ metadata, spec }) =>
    metadata?.labels?.component === "etcd" ? (spec?.nodeName ?? []) : [],
  );
  const elsewhere = split.nodes.filter(({ metadata }) => members.includes(metadata?.name ?? ""));
  const workers = split.nodes.filter(({ metadata }) => metadata?.name === etcdNode);
  expect(short({ ...split, nodes: [...elsewhere, ...workers] })).toEqual([]);
});

test("what could not be listed is not taken for nothing: checks that need it say nothing", () => {
  const configuration = {
    metadata: { name: "policy" },
    webhooks: [
      {
        ...{ name: "one", admissionReviewVersions: ["v1"], sideEffects: "None", failurePolicy: "Fail" },
        clientConfig: { service: { namespace: "policy", name: "none" } },
        rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
      },
    ],
  };
  const closed = { ...good, validatingWebhooks: [configuration] };
  expect(hindrancesOf(closed)).toHaveLength(1);
  const { services: _, ...blind } = closed;
  expect(hindrancesOf(blind)).toEqual([]);
  expect(judgedBy("services")).toEqual(["webhooks"]);
});
