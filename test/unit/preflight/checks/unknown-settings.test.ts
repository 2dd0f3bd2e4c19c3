import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/unknown-settings.ts";
import type { JudgedSetting } from "../../../../src/preflight/facts.ts";
import { judged, programs, upgradable } from "../../../support/upgrade-facts.ts";

const good = upgradable();
const told = (over: Partial<JudgedSetting>) =>
  check
    .find({ ...good, target: { ...good.target, programs: programs({ settings: [judged(over)] }) } })
    .map(({ severity, subject, advice }) => `${severity}: ${subject}: ${advice}`);

test("what is taken is not told, and what is deprecated warns", () => {
  expect(told({ said: "takes" })).toEqual([]);
  expect(told({ said: "deprecated", words: "use b" })).toEqual([
    expect.stringMatching(/^warns: etcd --experimental-x=true/),
  ]);
});

test("what is refused stops it where it comes back, and is lost where kubeadm does not keep it", () => {
  expect(told({})).toEqual([expect.stringMatching(/^stops: .*edit configmap kubeadm-config$/)]);
  expect(told({ stays: false, where: "Pod kube-system/etcd-a" })).toEqual([
    expect.stringMatching(/^warns: .*--patches/),
  ]);
});

test.each([
  ["ConfigMap kube-system/kube-proxy", /edit configmap kube-proxy$/],
  [
    "n:/var/lib/kubelet/kubeadm-flags.env",
    /n:\/var\/lib\/kubelet\/kubeadm-flags.env, and kubeadm's ConfigMap kubelet-config$/,
  ],
  ["Pod kube-system/etcd-a", /where its manifest is made$/],
])("of %s it says where to change it", (where, place) => {
  expect(told({ where, kind: "gate", name: "G" })).toEqual([expect.stringMatching(place)]);
});
