import { expect, test } from "vitest";
import check from "../../../../src/preflight/checks/certificates.ts";
import { upgradable } from "../../../support/upgrade-facts.ts";

const dayMs = 86_400_000;
const good = upgradable();
const told = (what: string, livesDays: number, leftDays: number) => {
  const until = good.now + leftDays * dayMs;
  return check
    .find({ ...good, certificates: [{ what, from: until - livesDays * dayMs, until }] })
    .map(({ severity, advice }) => `${severity}: ${advice}`);
};

test("30 days are enough, or 15 % of what lives shorter", () => {
  expect(told("a:/etc/kubernetes/pki/apiserver.crt", 365, 31)).toEqual([]);
  expect(told("a:/etc/kubernetes/pki/apiserver.crt", 365, 29)).toEqual([
    expect.stringMatching(/^warns: kubeadm certs renew all/),
  ]);
  expect(told("API server's certificate", 30, 5)).toEqual([]);
  expect(told("API server's certificate", 30, 4)).toEqual([expect.stringMatching(/^warns/)]);
});

test("one that has ended stops it, but for the kubelet's own that nobody asks for", () => {
  expect(told("a:/etc/kubernetes/pki/etcd/server.crt", 365, -1)).toEqual([
    expect.stringMatching(/^stops: kubeadm certs renew/),
  ]);
  expect(told("a:/etc/kubernetes/pki/ca.crt", 3_650, -1)).toEqual([
    expect.stringMatching(/^stops: kubeadm renews no authority/),
  ]);
  expect(told("a:/var/lib/kubelet/pki/kubelet-client-current.pem", 365, -1)).toEqual([
    expect.stringMatching(/^stops: a kubelet/),
  ]);
  expect(told("a:/var/lib/kubelet/pki/kubelet.crt", 365, -1)).toEqual([expect.stringMatching(/^warns/)]);
});
