import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/pinned-images.ts";
import { kubeadmConfig, upgradable } from "../../../support/upgrade-facts.ts";

const told = (more: string) => check.find(upgradable({ kubeadm: kubeadmConfig(more) })).map(({ evidence }) => evidence);

test("tags that keep what is old, and repositories that must have what is new, are told", () => {
  expect(
    told(
      "dns: { imageTag: v1.12.1 }\nimageRepository: m.example\netcd: { local: { imageTag: 3.6.11-0, imageRepository: e.example } }\n",
    ),
  ).toEqual([
    "etcd.local.imageTag: 3.6.11-0; 3.7.0 belongs to it",
    "dns.imageTag: v1.12.1",
    "imageRepository: m.example",
    "etcd.local.imageRepository: e.example",
  ]);
});

test("the tag that belongs to the new version keeps nothing", () => {
  expect(told("etcd: { local: { imageTag: 3.7.0-0 } }\n")).toEqual([]);
  expect(told("")).toEqual([]);
  expect(check.find(upgradable({ kubeadm: undefined }))).toEqual([]);
});
