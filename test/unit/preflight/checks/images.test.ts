import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/images.ts";
import type { UpgradeFacts } from "../../../../src/preflight/facts.ts";
import { kubeadmConfig, upgradable } from "../../../support/upgrade-facts.ts";

const good = upgradable();
const target = { ...good.target, nodeImage: undefined };
const names = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"];
const having = (version: string, from = "registry.k8s.io", more = 0): Partial<UpgradeFacts> => ({
  target,
  nodes: good.nodes.map((node) => ({
    ...node,
    status: {
      ...node.status,
      images: [
        ...names.map((name) => ({ names: [`${from}/${name}:${version}`] })),
        ...Array.from({ length: more }, (_, index) => ({ names: [`x/${index}:1`] })),
      ],
    },
  })),
});
const told = (over: Partial<UpgradeFacts>) => check.find({ ...good, ...over }).map(({ evidence }) => evidence);

test("images that nodes have are not pulled", () => {
  expect(told(having("v1.37.0"))).toEqual([]);
  expect(told({ ...having("v1.37.0", "m.example"), kubeadm: kubeadmConfig("imageRepository: m.example\n") })).toEqual(
    [],
  );
});

test("others are, from where kubeadm takes them", () => {
  expect(told(having("v1.36.4"))).toEqual([
    "not on control-a, worker-a, control-b, worker-b and 2 more: they are pulled from registry.k8s.io during the upgrade",
  ]);
});

test("of nodes that tell of none, or not of all, and of clusters that kubeadm did not make, nobody can tell", () => {
  expect(told({ target })).toEqual([]);
  expect(told(having("v1.36.4", "registry.k8s.io", 46))).toEqual([]);
  expect(told({ ...having("v1.36.4"), kubeadm: undefined })).toEqual([]);
});
