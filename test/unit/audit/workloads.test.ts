import { expect, test } from "vitest";
import { workloadsOf } from "../../../src/audit/workloads.ts";
import { app, clusterOf, machine, pod } from "../../support/audited-cluster.ts";

const nodes = [machine("a", "v1.34.0"), machine("b", "v1.34.0")];
const listed = (parts: Parameters<typeof clusterOf>[2]) =>
  workloadsOf(clusterOf("v1.34.0", nodes, parts)).map(({ subject, replicas, pods, owner }) => [
    subject,
    replicas,
    pods.length,
    owner,
  ]);

test("a pod is of who made it, also where two Deployments select the same labels", () => {
  const shared = { pods: { app: "web" } };
  expect(listed([app("shop", "blue", ["a", "b"], shared), app("shop", "green", ["a"], shared)])).toEqual([
    ["Deployment shop/blue", 2, 2, "application"],
    ["Deployment shop/green", 1, 1, "application"],
  ]);
});

test("what an operator keeps is a workload of its own kind; what ends by itself is none", () => {
  const owned = (kind: string, name: string, node: string, spec = {}) =>
    pod("db", `${name}-${node}`, node, {}, { kind, name }, spec);
  expect(
    listed([
      {
        pods: [
          owned("Cluster", "orders", "a"),
          owned("Cluster", "orders", "b"),
          owned("DaemonSet", "agent", "a"),
          owned("Job", "once", "a"),
          owned("Workflow", "build", "a", { restartPolicy: "Never" }),
          pod("db", "bare", "a", {}),
          pod(
            "db",
            "rollout-6d9f-x",
            "a",
            { "rollouts-pod-template-hash": "6d9f" },
            { kind: "ReplicaSet", name: "rollout-6d9f" },
          ),
          pod(
            "db",
            "rollout-7e0a-x",
            "b",
            { "rollouts-pod-template-hash": "7e0a" },
            { kind: "ReplicaSet", name: "rollout-7e0a" },
          ),
        ],
      },
    ]),
  ).toEqual([
    ["Cluster db/orders", 2, 2, "application"],
    ["ReplicaSet db/rollout", 2, 2, "application"],
  ]);
});

test("pods that are on their way out, or have ended, do not count", () => {
  const { deployments = [], pods = [] } = app("shop", "web", ["a", "b", "a"]);
  const [first, second, third] = pods;
  const changed = [
    { ...first, metadata: { ...first?.metadata, deletionTimestamp: "2026-01-01T00:00:00Z" as never } },
    { ...second, status: { phase: "Failed" } },
    third ?? {},
  ];
  expect(listed([{ deployments, pods: changed }])).toEqual([["Deployment shop/web", 3, 1, "application"]]);
});
