import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/space.ts";
import type { UpgradeFacts } from "../../../../src/preflight/facts.ts";
import { upgradable } from "../../../support/upgrade-facts.ts";

const gb = 1e9;
const good = upgradable();
const one = (available: number, imageAvailable = available, node = "control-a") => [
  {
    node,
    nodeFs: { available: available * gb, capacity: 100 * gb },
    imageFs: { available: imageAvailable * gb, capacity: 100 * gb },
  },
];
const told = (over: Partial<UpgradeFacts>) =>
  check.find({ ...good, ...over }).map(({ severity, evidence }) => `${severity}: ${evidence}`);

test("a disk that would be full stops it; one on which kubelets then evict warns", () => {
  // 0.8 GB for images, and 0.35 GB for etcd's copy on a control plane.
  expect(told({ space: one(1) })).toEqual([
    "stops: 1.0 GB of 100.0 GB are free; needed: 800 MB for the new images, packed and unpacked, 350 MB for kubeadm's copy of etcd's data",
  ]);
  expect(told({ space: one(1, 1, "worker-a") })).toEqual([expect.stringMatching(/^warns: .* packed and unpacked$/)]);
  expect(told({ space: one(20) })).toEqual([]);
});

test("two file systems are judged by what comes onto each", () => {
  expect(told({ space: one(0.1, 50) })).toEqual([
    expect.stringMatching(/^stops: 100 MB .*: 350 MB for kubeadm's copy/),
  ]);
  expect(told({ space: one(50, 0.1) })).toEqual([
    expect.stringMatching(/^stops: 100 MB .*: 800 MB for the new images/),
  ]);
});

test("the kubelets' own thresholds count", () => {
  const evictionHard = { "nodefs.available": "0%", "imagefs.available": "0%" };
  expect(told({ space: one(2), evictionHard })).toEqual([]);
  expect(told({ space: one(30), evictionHard: { "imagefs.available": "40Gi" } })).toEqual([
    expect.stringMatching(/^warns/),
  ]);
});

test("where the new images cannot be weighed the present ones stand for them; etcd that is external is not copied", () => {
  const nodes = good.nodes.map((node) => ({
    ...node,
    status: {
      ...node.status,
      images: [
        { names: ["registry.k8s.io/kube-apiserver:v1.36.4"], sizeBytes: 0.3 * gb },
        { names: ["shop.example/web:1"], sizeBytes: 9 * gb },
      ],
    },
  }));
  const target = { ...good.target, programs: undefined };
  const controlPlane = { endpoint: "x:1", externalEtcd: ["https://e:2379"] };
  expect(told({ space: one(0.5), nodes, target, controlPlane })).toEqual([
    expect.stringMatching(/needed: 600 MB for the new images, packed and unpacked$/),
  ]);
});
