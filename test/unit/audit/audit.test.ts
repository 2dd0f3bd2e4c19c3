import { describe, expect, test } from "vitest";
import { audit, loadChecks } from "../../../src/audit/audit.ts";
import type { ClusterFacts } from "../../../src/audit/facts.ts";
import { namesOf } from "../../../src/scenario/catalogue.ts";
import { deployment, goodCluster, node, tolerations } from "../../support/good-cluster.ts";

const checks = await loadChecks();
const good = goodCluster();
const dayMs = 86_400_000;

/** The good cluster with another Deployment. */
function withDeployment(...args: Parameters<typeof deployment>): ClusterFacts {
  const { deployment: one, pods } = deployment(...args);
  return { ...good, deployments: [...good.deployments, one], pods: [...good.pods, ...pods] };
}

const budget = (rule: object): ClusterFacts["budgets"] => [
  { metadata: { namespace: "shop", name: "web" }, spec: { ...rule, selector: { matchLabels: { app: "web" } } } },
];
const claim = { metadata: { namespace: "shop", name: "data" }, spec: { volumeName: "pv" } };
const withClaim = () => ({
  ...withDeployment("shop", "db", ["worker-a"], {
    containers: [],
    tolerations: tolerations(300),
    volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }],
  }),
  claims: [claim],
});
const local = {
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: ["worker-a"] }] },
      ],
    },
  },
};

/** A fault planted in the good cluster, and what must be found: check, severity, words of its evidence. */
const planted: readonly [string, ClusterFacts, readonly [string, string, RegExp][]][] = [
  [
    "one control plane",
    {
      ...good,
      nodes: good.nodes.filter(({ metadata }) => !/control-[bc]/.test(metadata?.name ?? "")),
      pods: good.pods.filter(({ spec }) => !/control-[bc]/.test(spec?.nodeName ?? "")),
    },
    [
      ["control-planes", "high", /^1 control plane: control-a$/],
      ["etcd-members", "high", /^1 stacked member: control-a$/],
    ],
  ],
  [
    "control planes in one zone",
    {
      ...good,
      nodes: good.nodes.map((one) =>
        one.metadata?.name?.startsWith("control") ? node(one.metadata.name, "a", true) : one,
      ),
    },
    [["control-planes", "medium", /^all 3 in zone a/]],
  ],
  [
    "no endpoint",
    { ...good, controlPlane: { endpoint: "", externalEtcd: undefined } },
    [["control-plane-endpoint", "high", /has none/]],
  ],
  [
    "a node's own address",
    { ...good, controlPlane: { endpoint: "10.0.0.9:6443", externalEtcd: undefined } },
    [["control-plane-endpoint", "high", /is the address of control-a itself/]],
  ],
  [
    "external etcd on two machines",
    {
      ...good,
      controlPlane: {
        endpoint: "api.example:6443",
        externalEtcd: ["https://e1:2379", "https://e2:2379", "https://e2:3379"],
      },
    },
    [["etcd-members", "high", /3 members on 2 machines/]],
  ],
  [
    "four members",
    {
      ...good,
      controlPlane: { endpoint: "x:1", externalEtcd: ["https://a:1", "https://b:1", "https://c:1", "https://d:1"] },
    },
    [["etcd-members", "medium", /^4 external members/]],
  ],
  [
    "a load balancer that asks nothing",
    { ...good, loadBalancers: good.loadBalancers.map((one) => ({ ...one, check: { how: "tcp" } as const })) },
    [["load-balancer", "high", /asks no path/]],
  ],
  [
    "a load balancer that asks /healthz while servers linger",
    {
      ...good,
      loadBalancers: good.loadBalancers.map((one) => ({
        ...one,
        check: { how: "http", method: "GET", path: "/healthz", secure: true } as const,
      })),
      pods: good.pods.map((pod) =>
        pod.metadata?.labels?.component === "kube-apiserver"
          ? {
              ...pod,
              spec: {
                containers: [{ name: "x", command: ["kube-apiserver", "--shutdown-delay-duration=30s"] }],
                nodeName: pod.spec?.nodeName ?? "",
              },
            }
          : pod,
      ),
    },
    [["load-balancer", "low", /asks \/healthz, and API servers go on for 30s/]],
  ],
  ["one replica", withDeployment("shop", "cart", ["worker-a"]), [["single-replica", "medium", /on worker-a/]]],
  [
    "one replica of what the cluster needs itself: a step lower than an application",
    withDeployment("kube-system", "metrics", ["worker-a"]),
    [["single-replica", "low", /on worker-a/]],
  ],
  [
    "all replicas on one node, without a budget",
    withDeployment("shop", "cart", ["worker-b", "worker-b"]),
    [
      ["co-located-replicas", "high", /^all 2 replicas on worker-b$/],
      ["budgets", "low", /^2 replicas and no PodDisruptionBudget$/],
    ],
  ],
  [
    "all replicas in one zone",
    withDeployment("kube-system", "addon", ["worker-b", "control-b"]),
    [["co-located-replicas", "low", /in zone b of a, b, c/]],
  ],
  [
    "a budget of all",
    { ...good, budgets: budget({ minAvailable: "100%" }) },
    [["budgets", "high", /minAvailable: 100% of 3 of Deployment shop\/web/]],
  ],
  [
    "a budget of none",
    { ...good, budgets: budget({ maxUnavailable: 0 }) },
    [["budgets", "high", /maxUnavailable: 0 of 3/]],
  ],
  [
    "a local volume",
    { ...withClaim(), volumes: [{ metadata: { name: "pv" }, spec: local as never }] },
    [
      ["node-local-volumes", "medium", /db-0: volume pv/],
      ["single-replica", "medium", /worker-a/],
    ],
  ],
  [
    "a toleration for ever, and a slow end",
    withDeployment("kube-system", "slow", ["worker-a", "worker-b"], {
      containers: [],
      tolerations: tolerations(undefined),
      terminationGracePeriodSeconds: 900,
    }),
    [
      ["slow-to-move", "low", /for ever/],
      ["slow-to-move", "low", /terminationGracePeriodSeconds: 900/],
    ],
  ],
  [
    "a certificate that ends in days",
    {
      ...good,
      certificates: good.certificates.map((one) => ({
        ...one,
        from: good.now - 360 * dayMs,
        until: good.now + 5 * dayMs,
      })),
    },
    [["certificates", "high", /ends in 5.0 days/]],
  ],
  ["no snapshots", { ...good, cronJobs: [] }, [["snapshots", "medium", /no CronJob/]]],
  [
    "old snapshots",
    {
      ...good,
      cronJobs: good.cronJobs.map((job) => ({
        ...job,
        status: { lastSuccessfulTime: "2026-01-08T12:00:00Z" as never },
      })),
    },
    [["snapshots", "medium", /48 hours ago/]],
  ],
  [
    "a webhook that fails closed with one pod",
    {
      ...withDeployment("policy", "hook", ["worker-a"]),
      services: [{ metadata: { namespace: "policy", name: "hook" }, spec: { selector: { app: "hook" } } }],
      validatingWebhooks: [
        {
          metadata: { name: "policy" },
          webhooks: [
            {
              name: "check.policy",
              clientConfig: { service: { namespace: "policy", name: "hook" } },
              rules: [{ apiGroups: [""], resources: ["pods"], operations: ["CREATE"] }],
              admissionReviewVersions: ["v1"],
              sideEffects: "None",
            },
          ],
        },
      ],
    },
    [
      ["single-replica", "medium", /on worker-a/],
      ["webhooks", "high", /check.policy fails closed: 1 pod of Service policy\/hook, on worker-a/],
    ],
  ],
  [
    "two budgets over the same pods",
    {
      ...good,
      budgets: [
        ...good.budgets,
        { metadata: { namespace: "shop", name: "all" }, spec: { maxUnavailable: 1, selector: { matchLabels: {} } } },
      ] as never,
    },
    [["overlapping-budgets", "high", /^3 pods under 2 budgets at once: web, all$/]],
  ],
  [
    "an alarm and a full database",
    {
      ...good,
      etcd: {
        members: [{ name: "a", place: "control-a", learner: false, answers: true, sizeBytes: 1.9 * 2 ** 30 }],
        alarms: ["NOSPACE of a"],
        quotaBytes: 2 * 2 ** 30,
      },
    },
    [
      ["etcd-space", "high", /alarm NOSPACE of a/],
      ["etcd-space", "medium", /a: 1946 of 2048 MiB/],
    ],
  ],
  [
    "a newer kubelet",
    { ...good, version: "v1.36.3" },
    good.nodes.map(() => ["version-skew", "high", /kubelet v1.37.2, API server v1.36.3/]),
  ],
];

test("a good cluster gives no finding", () => {
  expect(audit(good, checks)).toEqual([]);
});

describe("a planted fault is found, and nothing else", () => {
  test.each(planted)("%s", (_, facts, expected) => {
    const found = audit(facts, checks);
    expect(found.map(({ check, severity }) => `${check} ${severity}`).toSorted()).toEqual(
      expected.map(([check, severity]) => `${check} ${severity}`).toSorted(),
    );
    for (const [check, severity, evidence] of expected)
      expect(
        found.filter((one) => one.check === check && one.severity === severity).map((one) => one.evidence),
      ).toContainEqual(expect.stringMatching(evidence));
  });

  test("every check has one", () => {
    const tested = new Set(planted.flatMap(([, , expected]) => expected.map(([check]) => check)));
    expect([...tested].toSorted()).toEqual(checks.map(({ name }) => name).toSorted());
  });
});

describe("scenarios", () => {
  test("every check names some, and all of them are there", () => {
    expect(checks.filter(({ scenarios }) => scenarios.length === 0)).toEqual([]);
    expect(namesOf("scenario")).toEqual(expect.arrayContaining(checks.flatMap(({ scenarios }) => scenarios)));
  });

  test("a finding names one of its check's", () => {
    const found = planted.flatMap(([, facts]) => audit(facts, checks));
    const wrong = found.filter(
      ({ check, scenario }) => !checks.find(({ name }) => name === check)?.scenarios.includes(scenario),
    );
    expect(wrong).toEqual([]);
  });
});

test("the severest comes first", () => {
  const found = audit(withDeployment("shop", "cart", ["worker-b", "worker-b"]), checks);
  expect(found.map(({ severity }) => severity)).toEqual(["high", "low"]);
});

test("nothing is said of a cluster that shows no control plane", () => {
  const managed = {
    ...good,
    controlPlane: undefined,
    loadBalancers: [],
    cronJobs: [],
    nodes: good.nodes.filter(({ metadata }) => metadata?.name?.startsWith("worker")),
    pods: good.pods.filter(({ metadata }) => metadata?.labels?.component === undefined),
  };
  expect(audit(managed, checks)).toEqual([]);
});
