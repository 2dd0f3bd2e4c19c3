import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { UpgradeFacts } from "../../../src/preflight/facts.ts";
import { preflight, upgradeChecks } from "../../../src/preflight/preflight.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import {
  judged,
  kubeadmConfig,
  programs,
  told,
  upgradable,
  withKubelet,
  withNode,
  withPod,
} from "../../support/upgrade-facts.ts";

const good = upgradable();
const withPrograms = (over: Parameters<typeof programs>[0]): UpgradeFacts => ({
  ...good,
  target: { ...good.target, programs: programs(over) },
});
const condition = (type: string, status: string) => ({ type, status, reason: "Why", message: "told by its kubelet" });

/** A fault planted in the cluster that may be upgraded, and all that is found then. */
const planted: readonly [string, UpgradeFacts, readonly RegExp[]][] = [
  [
    "a deprecated API that is asked for",
    {
      ...good,
      apiServers: good.apiServers.map((server) => ({
        ...server,
        counted: {
          since: 0,
          storageBytes: 0,
          deprecated: [{ api: "a/v1beta1 bs", removedIn: "1.37", verbs: "LIST 2" }],
        },
      })),
    },
    [
      /^stops deprecated-apis a\/v1beta1 bs: asked for: LIST 2 at control-a since 1970-01-01T00:00:00.000Z, LIST 2 at control-b/,
    ],
  ],
  [
    "a flag that etcd does not have any more",
    withPrograms({ settings: [judged()] }),
    [/^stops unknown-settings etcd --experimental-x=true: kubeadm-config, .*; etcd of v1.37.0 says: flag provided/],
  ],
  [
    "a kubelet that is newer",
    withNode("worker-a", (one) => withKubelet(one, "v1.37.0")),
    [/^stops version-skew Node worker-a: kubelet v1.37.0/],
  ],
  [
    "an etcd that is too old",
    {
      ...good,
      etcd: { ...etcdOf(good), members: etcdOf(good).members.map((one) => ({ ...one, version: "3.6.8" })) },
    },
    ["a", "b", "c"].map(
      (at) => new RegExp(`^stops etcd-path etcd member control-${at}: it is 3.6.8, the upgrade brings 3.7.0`),
    ),
  ],
  [
    "a member that does not answer, a learner, an alarm, and one member too few",
    {
      ...good,
      etcd: {
        quotaBytes: 1,
        alarms: ["NOSPACE of control-a"],
        members: etcdOf(good)
          .members.slice(0, 2)
          .map((one, index) => ({ ...one, answers: index > 0, learner: index > 0 })),
      },
    },
    [
      /^stops etcd-health etcd: control-a answers nothing/,
      /^stops etcd-health etcd: control-b is a learner/,
      /^stops etcd-health etcd: NOSPACE of control-a is raised/,
      /^stops etcd-health etcd: 2 members of 3 control planes/,
    ],
  ],
  [
    "a budget that allows nothing",
    {
      ...good,
      budgets: good.budgets.map((one) => ({ ...one, spec: { ...one.spec, maxUnavailable: 0 as never } })),
    },
    [/^stops budgets PodDisruptionBudget shop\/web: maxUnavailable: 0 of 3 of Deployment shop\/web/],
  ],
  [
    "a budget that allows nothing now",
    {
      ...good,
      budgets: good.budgets.map((one) => ({
        ...one,
        status: { expectedPods: 3, desiredHealthy: 2, currentHealthy: 2, disruptionsAllowed: 0 },
      })),
    },
    [/^stops budgets PodDisruptionBudget shop\/web: maxUnavailable: 1 of 3 .*: 2 healthy, 2 must be/],
  ],
  [
    "certificates that have ended and that end soon",
    {
      ...good,
      certificates: [
        {
          what: "a:/etc/kubernetes/pki/apiserver.crt",
          from: good.now - 365 * 86_400_000,
          until: good.now - 86_400_000,
        },
        {
          what: "a:/etc/kubernetes/pki/front-proxy-client.crt",
          from: good.now - 345 * 86_400_000,
          until: good.now + 20 * 86_400_000,
        },
      ],
    },
    [
      /^stops certificates a:\/etc\/kubernetes\/pki\/apiserver.crt: ended 1.0 days ago/,
      /^warns certificates a:\/etc\/kubernetes\/pki\/front-proxy-client.crt: ends in 20.0 days/,
    ],
  ],
  [
    "a node image that is not there",
    {
      ...good,
      target: { ...good.target, nodeImage: { wanted: "kindest/node:v1.37.0", present: undefined, canBeBuilt: true } },
    },
    [/^stops images node image kindest\/node:v1.37.0: this Docker engine does not have it/],
  ],
  [
    "an etcd that is pinned to what goes on",
    { ...good, kubeadm: kubeadmConfig("etcd: { local: { imageTag: 3.6.12-0 } }\n") },
    [/^warns pinned-images ConfigMap kube-system\/kubeadm-config: etcd.local.imageTag: 3.6.12-0; 3.7.0 belongs to it/],
  ],
  [
    "a node that is not Ready",
    withNode("worker-b", (one) => ({
      ...one,
      status: { ...one.status, conditions: [condition("Ready", "Unknown") as never] },
    })),
    [/^stops nodes Node worker-b: Why: told by its kubelet/],
  ],
  [
    "a node that is cordoned and short of space",
    withNode("worker-b", (one) => ({
      ...one,
      spec: { unschedulable: true },
      status: { ...one.status, conditions: [condition("Ready", "True"), condition("DiskPressure", "True")] as never },
    })),
    [/^warns nodes Node worker-b: it is cordoned/, /^warns nodes Node worker-b: DiskPressure: Why/],
  ],
  [
    "a static pod that is gone",
    withPod("etcd-control-b", () => undefined),
    [/^stops static-pods etcd on control-b: there is no such pod/],
  ],
  [
    "a static pod that is not Ready",
    withPod("kube-apiserver-control-c", (pod) => ({
      ...pod,
      status: { phase: "Running", conditions: [{ type: "Ready", status: "False" }] },
    })),
    [/^stops static-pods kube-apiserver on control-c: it is Running and not Ready/],
  ],
  [
    "a configuration that the new kubeadm does not read",
    withPrograms({ kubeadm: { accepts: false, words: "error: an old API spec" } }),
    [
      /^stops kubeadm-config ConfigMap kube-system\/kubeadm-config: kubeadm.k8s.io\/v1beta4; kubeadm v1.37.0 says: error/,
    ],
  ],
  [
    "a configuration that it says something old of",
    withPrograms({ kubeadm: { accepts: true, words: "a deprecated API spec" } }),
    [/^warns kubeadm-config /],
  ],
  [
    "something that could not be read",
    {
      ...good,
      gaps: [{ subject: "API server control-b", evidence: "its metrics could not be read", advice: "look there" }],
    },
    [/^warns not-read API server control-b: its metrics could not be read/],
  ],
];

function etcdOf({ etcd }: UpgradeFacts) {
  if (etcd === undefined) throw new Error("it has no etcd");
  return etcd;
}

test("a check is found by its file, and named like it", () => {
  const files = readdirSync(join(projectFolder, "src/preflight/checks")).toSorted();
  expect(upgradeChecks.map(({ name }) => `${name}.ts`)).toEqual(files);
});

test("nothing is found where all is well", () => {
  expect(preflight(good)).toEqual([]);
});

describe("what is planted is found, and nothing besides", () => {
  test.each(planted)("%s", (_, facts, expected) => {
    const found = told(facts);
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, index) => {
      expect(found[index]).toMatch(pattern);
    });
  });
});

test("every finding says why, and what to do next", () => {
  for (const [, facts] of planted)
    for (const { why, advice } of preflight(facts)) expect(Math.min(why.length, advice.length)).toBeGreaterThan(8);
});
