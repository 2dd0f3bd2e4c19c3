import { describe, expect, it } from "vitest";
import { applicationSets, readSets } from "../../../../src/apps/application/sets.ts";

describe("readSets", () => {
  it("counts pods that are Ready, by a controller that has looked", () => {
    const list = (status: object) => ({
      items: [{ metadata: { name: "web", generation: 2 }, spec: { replicas: 2 }, status }],
    });
    const sets = (status: object) => readSets("Deployment", list(status));
    expect(sets({ observedGeneration: 2, readyReplicas: 2 })).toMatchObject([{ wanted: 2, ready: 2 }]);
    expect(sets({ observedGeneration: 1, readyReplicas: 2 })).toMatchObject([{ wanted: 2, ready: 0 }]);
    expect(sets({})).toMatchObject([{ wanted: 2, ready: 0 }]);
  });

  it("tells of a Job what is complete, what runs, and why it failed", () => {
    const job = (status: object) =>
      readSets("Job", { items: [{ metadata: { name: "work" }, spec: { completions: 3 }, status }] });
    expect(job({ succeeded: 1, ready: 2 })).toEqual([{ kind: "Job", name: "work", wanted: 3, ready: 1, running: 2 }]);
    const failed = job({ conditions: [{ type: "Failed", status: "True", message: "BackoffLimitExceeded" }] });
    expect(failed).toMatchObject([{ failed: "BackoffLimitExceeded" }]);
  });

  it("counts pods and ReplicaSets that nobody makes", () => {
    const ready = { conditions: [{ type: "Ready", status: "True" }] };
    const items = [
      { metadata: { name: "one" }, spec: {}, status: ready },
      { metadata: { name: "two" }, spec: {}, status: { phase: "Pending" } },
      { metadata: { name: "done" }, spec: {}, status: { phase: "Succeeded" } },
      { metadata: { name: "made", ownerReferences: [{ kind: "ReplicaSet" }] }, spec: {}, status: ready },
    ];
    const sets = readSets("Pod", { items });
    expect(sets.map(({ name, ready: count }) => [name, count])).toEqual([
      ["one", 1],
      ["two", 0],
      ["done", 1],
    ]);
    const owned = { metadata: { name: "web-1", ownerReferences: [{ kind: "Deployment" }] }, spec: { replicas: 2 } };
    const alone = { metadata: { name: "web" }, spec: { replicas: 2 }, status: { readyReplicas: 2 } };
    expect(readSets("ReplicaSet", { items: [owned, alone] })).toEqual([
      { kind: "ReplicaSet", name: "web", wanted: 2, ready: 2 },
    ]);
  });
});

describe("applicationSets", () => {
  it("asks for every kind in the namespace", async () => {
    const asked: string[] = [];
    const get = async (path: string) => {
      asked.push(path.replace(/.*namespaces\//, ""));
      return { items: [] };
    };
    expect(await applicationSets({ get }, "shop")).toEqual([]);
    expect(asked.toSorted()).toEqual(
      ["daemonsets", "deployments", "jobs", "pods", "replicasets", "statefulsets"].map((plural) => `shop/${plural}`),
    );
  });
});
