import { expect, test } from "vitest";
import type { ClusterFacts } from "../../../src/audit/facts.ts";
import { owned, ownerOf, weighed, weighedForProvider } from "../../../src/audit/ownership.ts";
import aks from "../../fixtures/audited-clusters/well-made/aks.ts";
import eks from "../../fixtures/audited-clusters/well-made/eks.ts";
import gke from "../../fixtures/audited-clusters/well-made/gke.ts";
import k3s from "../../fixtures/audited-clusters/well-made/k3s-embedded-etcd.ts";
import kubeadm from "../../fixtures/audited-clusters/well-made/kubeadm-stacked.ts";
import openshift from "../../fixtures/audited-clusters/well-made/openshift.ts";
import hidden from "../../fixtures/audited-clusters/well-made/operators.ts";

const helm = { "meta.helm.sh/release-name": "mine" };

test.each<readonly [string, ClusterFacts, Parameters<typeof owned>[0], string]>([
  ["kubeadm, kube-system", kubeadm.facts, { namespace: "kube-system", name: "coredns" }, "system"],
  ["kubeadm, an application", kubeadm.facts, { namespace: "shop", name: "web" }, "application"],
  [
    "kubeadm, a chart in kube-system",
    kubeadm.facts,
    { namespace: "kube-system", name: "x", annotations: helm },
    "application",
  ],
  ["a hidden control plane, kube-system", hidden.facts, { namespace: "kube-system", name: "x" }, "provider"],
  [
    "a hidden control plane, a chart",
    hidden.facts,
    { namespace: "kube-system", name: "x", annotations: helm },
    "application",
  ],
  ["EKS, an add-on", eks.facts, { namespace: "kube-system", name: "coredns" }, "provider"],
  ["EKS, a chart", eks.facts, { namespace: "kube-system", name: "karpenter", annotations: helm }, "application"],
  ["GKE, monitoring", gke.facts, { namespace: "gmp-system", name: "gmp-operator" }, "provider"],
  ["GKE, an application whose name begins alike", gke.facts, { namespace: "gkeshop", name: "web" }, "application"],
  [
    "AKS, its own chart",
    aks.facts,
    { namespace: "kube-system", name: "x", annotations: { "meta.helm.sh/release-name": "aks-managed-x" } },
    "provider",
  ],
  ["AKS, somebody's chart", aks.facts, { namespace: "kube-system", name: "x", annotations: helm }, "application"],
  ["OpenShift, an operator", openshift.facts, { namespace: "openshift-dns", name: "x" }, "provider"],
  ["OpenShift, an application", openshift.facts, { namespace: "site", name: "x" }, "application"],
  ["k3s, packaged", k3s.facts, { namespace: "kube-system", name: "traefik" }, "provider"],
  ["k3s, put there by hand", k3s.facts, { namespace: "kube-system", name: "mine" }, "system"],
])("%s", (_, facts, metadata, owner) => {
  expect(ownerOf(owned(metadata), facts)).toBe(owner);
});

test("what is of the cluster or its provider is weighed a step lower, what blocks drains only of the provider", () => {
  expect(
    (["application", "cluster", "system", "provider"] as const).map((owner) => [
      weighed("high", owner),
      weighedForProvider("high", owner),
    ]),
  ).toEqual([
    ["high", "high"],
    ["high", "high"],
    ["medium", "high"],
    ["medium", "medium"],
  ]);
});
