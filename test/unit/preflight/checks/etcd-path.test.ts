import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/etcd-path.ts";
import type { UpgradeFacts } from "../../../../src/preflight/facts.ts";
import { staticPods } from "../../../support/audited-cluster.ts";
import { kubeadmConfig, programs, upgradable } from "../../../support/upgrade-facts.ts";

const good = upgradable();
const short = (facts: UpgradeFacts) => check.find(facts).map(({ severity, why }) => `${severity}: ${why}`);
const from = (version: string, to: string | undefined, over: Partial<UpgradeFacts> = {}) =>
  short({
    ...good,
    target: { ...good.target, programs: to === undefined ? undefined : programs({ etcd: to }) },
    etcd: { members: [{ name: "a", place: "a", learner: false, answers: true, version }], alarms: [], quotaBytes: 1 },
    ...over,
  });

test.each([
  ["3.6.11", "3.7.0"],
  ["3.6.16", "3.7.1"],
  ["3.5.26", "3.6.8"],
  ["3.6.8", "3.6.11"],
  ["3.7.0", "3.7.0"],
  ["3.4.1", "3.5.0"],
])("from %s to %s etcd supports the way", (version, to) => {
  expect(from(version, to)).toEqual([]);
});

test.each([
  ["3.6.10", "3.7.0", "before 3.7 every member has to be 3.6.11 or newer"],
  ["3.5.25", "3.6.8", "before 3.6 every member has to be 3.5.26 or newer"],
  ["3.5.26", "3.7.0", "one minor version at a time"],
  ["3.7.0", "3.6.11", "goes back"],
])("from %s to %s it does not", (version, to, words) => {
  expect(from(version, to)).toEqual([expect.stringContaining(words)]);
});

test("a pinned tag is what comes", () => {
  expect(from("3.6.8", "3.7.0", { kubeadm: kubeadmConfig("etcd: { local: { imageTag: 3.6.8-0 } }\n") })).toEqual([]);
});

test("members that are external, or of which nothing is known, are not kubeadm's", () => {
  expect(from("3.4.0", "3.7.0", { controlPlane: { endpoint: "x:1", externalEtcd: ["https://e:2379"] } })).toEqual([]);
  expect(from("3.4.0", undefined)).toEqual([]);
});

test("where etcd cannot be asked, its pods' images tell its version, and their flags whether the old API may have data", () => {
  const { pods = [] } = staticPods("etcd", ["a"], ["--enable-v2=true"]);
  const images = pods.map((pod) => ({
    ...pod,
    spec: {
      ...pod.spec,
      containers: [{ ...pod.spec?.containers[0], name: "etcd", image: "registry.k8s.io/etcd:3.5.16-0" }],
    },
  }));
  const facts = {
    ...good,
    etcd: undefined,
    pods: images,
    target: { ...good.target, programs: programs({ etcd: "3.6.8" }) },
  };
  expect(short(facts)).toEqual([
    expect.stringContaining("3.5.26 or newer"),
    expect.stringContaining("no version 2 of the API"),
  ]);
  expect(short({ ...facts, target: { ...good.target, programs: programs({ etcd: "3.5.26" }) } })).toEqual([]);
});
