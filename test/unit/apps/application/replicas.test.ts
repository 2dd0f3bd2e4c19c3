import { describe, expect, it } from "vitest";
import {
  makerOf,
  makersOf,
  maxUnavailableOf,
  replicasOf,
  whyNotReady,
} from "../../../../src/apps/application/replicas.ts";

type Pod = Parameters<typeof makerOf>[0];
const pod = (name: string, owner: { kind: string; name: string } | undefined, labels: Record<string, string>): Pod =>
  ({
    metadata: { name, labels, ownerReferences: owner && [{ ...owner, controller: true }] },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  }) as Pod;
const hash = "6d4b75cb6d";
const web = pod(
  `web-${hash}-x2x7z`,
  { kind: "ReplicaSet", name: `web-${hash}` },
  {
    app: "web",
    "pod-template-hash": hash,
  },
);
const work = pod("work-x2x7z", { kind: "Job", name: "work" }, { app: "work" });
const database = (index: number) => pod(`db-${index}`, { kind: "StatefulSet", name: "db" }, { app: "db" });

describe("replicasOf", () => {
  it("are the pods behind the Service; of what nobody asks all that is kept up", () => {
    expect(replicasOf([web, work], { app: "web" })).toEqual([web]);
    expect(replicasOf([web, work], undefined)).toEqual([web]);
  });
});

describe("makerOf", () => {
  it("is what makes a pod, and a Deployment only where its hash is there", () => {
    expect(makerOf(web)).toEqual({ kind: "Deployment", name: "web" });
    expect(makerOf(work)).toEqual({ kind: "Job", name: "work" });
    expect(makerOf(pod("web-x2x7z", { kind: "ReplicaSet", name: "web" }, {}))).toEqual({
      kind: "ReplicaSet",
      name: "web",
    });
  });

  it("is the pod itself where nobody makes it, or what is of a kind of somebody's own", () => {
    expect(makerOf(pod("one", undefined, {}))).toEqual({ kind: "Pod", name: "one" });
    expect(makerOf(pod("pg-1", { kind: "Cluster", name: "pg" }, {}))).toEqual({ kind: "Pod", name: "pg-1" });
  });
});

describe("makersOf", () => {
  it("names each maker once, and the pods themselves where it makes others that are no replicas", () => {
    const all = [web, web, database(0), database(1)];
    expect(makersOf(all, all)).toEqual([
      { kind: "Deployment", name: "web" },
      { kind: "StatefulSet", name: "db" },
    ]);
    expect(makersOf([database(0)], all)).toEqual([{ kind: "Pod", name: "db-0" }]);
  });
});

describe("maxUnavailableOf", () => {
  const budget = (observedGeneration: number, selector: object = { matchLabels: { app: "web" } }) => ({
    items: [
      {
        metadata: { generation: 1 },
        spec: { selector },
        status: { observedGeneration, expectedPods: 3, desiredHealthy: 2 },
      },
    ],
  });

  it("is what their budgets say, once their controller has looked, and all where there is none", () => {
    expect(maxUnavailableOf(budget(1), [web, web])).toBe(1);
    expect(maxUnavailableOf(budget(0), [web, web])).toBeUndefined();
    expect(maxUnavailableOf(budget(1, { matchLabels: { app: "other" } }), [web, web])).toBe(2);
  });

  it("asks expressions of a budget, too", () => {
    const others = { matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] };
    expect(maxUnavailableOf(budget(1, others), [web, web])).toBe(2);
    expect(maxUnavailableOf(budget(1, {}), [web, web])).toBe(1);
  });
});

describe("whyNotReady", () => {
  it("is the kubelet's word, with what to do where it found no image", () => {
    const waiting = (reason: string) =>
      ({ metadata: { name: "web-1" }, status: { containerStatuses: [{ state: { waiting: { reason } } }] } }) as Pod;
    expect(whyNotReady(waiting("CrashLoopBackOff"))).toBe("web-1: CrashLoopBackOff");
    expect(whyNotReady(waiting("ErrImagePull"))).toContain("--app-image");
  });
});
