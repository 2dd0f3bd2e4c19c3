import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { audit, loadChecks } from "../../src/audit/audit.ts";
import { platformOf } from "../../src/audit/platforms.ts";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import type { AuditedCluster } from "../support/audited-cluster.ts";

const checks = await loadChecks();

async function clustersIn(folder: string): Promise<(readonly [string, AuditedCluster])[]> {
  const path = join(projectFolder, "test/fixtures/audited-clusters", folder);
  return Promise.all(
    readdirSync(path).map(async (file) => {
      const { default: cluster } = (await import(pathToFileURL(join(path, file)).href)) as { default: AuditedCluster };
      return [file.replace(/\.ts$/, ""), cluster] as const;
    }),
  );
}

const wellMade = await clustersIn("well-made");
const faulty = await clustersIn("faulty");
const all = [...wellMade, ...faulty];

test("there are at least twelve of each", () => {
  expect([wellMade.length >= 12, faulty.length >= 12]).toEqual([true, true]);
});

describe.each(wellMade)("%s is well made", (_, { facts }) => {
  test("no finding is high", () => {
    expect(audit(facts, checks).filter(({ severity }) => severity === "high")).toEqual([]);
  });

  test("nothing is left that an application's owner has to do", () => {
    const found = audit(facts, checks).filter(({ owner, severity }) => owner === "application" && severity !== "low");
    // A primary whose operator has to move the role is told of, and no more.
    expect(found.filter(({ evidence }) => !/chosen by its role/.test(evidence))).toEqual([]);
  });
});

describe.each(faulty)("%s is not", (_, { facts, planted = [] }) => {
  const found = audit(facts, checks);
  const told = found.map(({ check, severity, subject }) => `${check} ${severity} ${subject}`);

  test("every planted fault is found", () => {
    expect(planted.length).toBeGreaterThanOrEqual(3);
    expect(told).toEqual(expect.arrayContaining(planted.map((one) => one.join(" "))));
  });

  test("what is high was planted", () => {
    const high = planted.filter(([, severity]) => severity === "high").map((one) => one.join(" "));
    expect(told.filter((one) => / high /.test(one)).toSorted()).toEqual(high.toSorted());
  });
});

test.each(all)("%s names where its facts are from", (_, { sources }) => {
  expect(sources.length).toBeGreaterThanOrEqual(2);
  expect(sources.filter((source) => !URL.canParse(source))).toEqual([]);
});

test.each(all)("%s: each finding says why, what fixes it, and a scenario that there is", (_, { facts }) => {
  const scenarios = new Set(namesOf("scenario"));
  const incomplete = audit(facts, checks).filter(
    ({ why, advice, evidence, scenario }) =>
      why.length < 20 || advice.length < 15 || evidence === "" || !scenarios.has(scenario),
  );
  expect(incomplete).toEqual([]);
});

test("platforms are told apart, in both directions", () => {
  const names = Object.fromEntries(wellMade.map(([name, { facts }]) => [name, platformOf(facts).name]));
  expect(names).toEqual({
    aks: "AKS",
    eks: "EKS",
    gke: "GKE",
    "k3s-embedded-etcd": "k3s",
    "k3s-sql": "k3s",
    "kubeadm-external-etcd": "kubeadm or alike",
    "kubeadm-kube-vip": "kubeadm or alike",
    "kubeadm-stacked": "kubeadm or alike",
    microk8s: "MicroK8s",
    openshift: "OpenShift",
    "openshift-hosted": "OpenShift",
    operators: "a provider's",
    "rke2-split-roles": "RKE2",
    talos: "Talos",
  });
});
