import { expect, test } from "vitest";
import { exclude, fitsGlob } from "../../../src/audit/exclusion.ts";
import type { Finding, Owner } from "../../../src/audit/facts.ts";

const finding = (subject: string, owner: Owner = "application"): Finding => ({
  ...{ check: "single-replica", severity: "high", subject, owner },
  ...{ evidence: "e", why: "w", advice: "a", scenario: "s", cure: null },
});
const all = [
  finding("Deployment shop/web"),
  finding("Deployment openshift-dns/dns", "provider"),
  finding("Deployment kube-system/metrics", "system"),
  finding("etcd", "cluster"),
  finding("Node w-1", "cluster"),
];

test.each([
  ["provider", ["Deployment openshift-dns/dns"]],
  ["system", ["Deployment kube-system/metrics"]],
  ["kube-system", ["Deployment kube-system/metrics"]],
  ["openshift-*", ["Deployment openshift-dns/dns"]],
  ["shop/*", ["Deployment shop/web"]],
  ["*/web", ["Deployment shop/web"]],
  ["shop/we", []],
  // What is of the cluster as a whole has no namespace: nobody leaves it out unawares.
  ["*", ["Deployment shop/web", "Deployment openshift-dns/dns", "Deployment kube-system/metrics"]],
  ["w-1", []],
])("%s leaves out %j", (words, out) => {
  const { kept, exclusions } = exclude(all, [words]);
  expect(exclusions.flatMap(({ findings }) => findings.map(({ subject }) => subject))).toEqual(out);
  expect(kept.length).toBe(all.length - out.length);
});

test("a pattern is no regular expression", () => {
  expect([fitsGlob("a.b", "a.b"), fitsGlob("axb", "a.b"), fitsGlob("a(b", "a(*"), fitsGlob("ab", "a*b*")]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
