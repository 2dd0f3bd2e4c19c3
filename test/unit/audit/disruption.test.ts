import type { V1PodDisruptionBudget } from "@kubernetes/client-node";
import { describe, expect, test } from "vitest";
import { audit, loadChecks } from "../../../src/audit/audit.ts";
import { disruptionsOf } from "../../../src/audit/disruption.ts";
import { app, clusterOf, machine, pod } from "../../support/audited-cluster.ts";

const checks = await loadChecks();
const nodes = ["a", "b", "c", "d"].map((name) => machine(name, "v1.34.0"));
const web = app("shop", "web", ["a", "b", "c"]);

function withBudget(spec: object, status?: object, metadata: object = {}, parts = [web]) {
  const one = {
    metadata: { namespace: "shop", name: "web", ...metadata },
    spec,
    ...(status && { status }),
  } as V1PodDisruptionBudget;
  return clusterOf("v1.34.0", nodes, [...parts, { budgets: [one] }]);
}
const selector = { matchLabels: { app: "web" } };
const figures = (facts: ReturnType<typeof withBudget>) =>
  disruptionsOf(facts).map(({ expected, desired, allowed }) => [expected, desired, allowed]);
const told = (facts: ReturnType<typeof withBudget>) =>
  audit(facts, checks)
    .filter(({ check }) => check === "budgets")
    .map(({ severity, evidence }) => `${severity}: ${evidence}`);

describe("a budget without a status is computed as the disruption controller does", () => {
  test.each([
    [{ minAvailable: 2 }, 2],
    [{ minAvailable: "50%" }, 2],
    [{ minAvailable: "100%" }, 3],
    [{ maxUnavailable: 1 }, 2],
    [{ maxUnavailable: "34%" }, 1],
    [{ maxUnavailable: 0 }, 3],
    [{ maxUnavailable: 9 }, 0],
    [{}, 0],
  ])("%j", (rule, desired) => {
    expect(figures(withBudget({ ...rule, selector }))).toEqual([[3, desired, undefined]]);
  });

  test("its selector is asked of pods: an empty one takes all of the namespace, none takes nothing", () => {
    const other = app("other", "x", ["a"]);
    expect(figures(withBudget({ maxUnavailable: 1, selector: {} }, undefined, {}, [web, other]))).toEqual([
      [3, 2, undefined],
    ]);
    expect(figures(withBudget({ maxUnavailable: 1 }))).toEqual([[0, 0, undefined]]);
  });
});

describe("its status counts where it is of this generation", () => {
  const status = {
    expectedPods: 5,
    desiredHealthy: 4,
    currentHealthy: 5,
    disruptionsAllowed: 1,
    observedGeneration: 2,
  };
  test("current", () =>
    expect(figures(withBudget({ maxUnavailable: 1, selector }, status, { generation: 2 }))).toEqual([[5, 4, 1]]));
  test("of before", () =>
    expect(figures(withBudget({ maxUnavailable: 0, selector }, status, { generation: 3 }))).toEqual([
      [3, 3, undefined],
    ]));
  test("half of one", () =>
    expect(figures(withBudget({ maxUnavailable: 1, selector }, { disruptionsAllowed: 1 }))).toEqual([
      [3, 2, undefined],
    ]));
});

describe("what is said of it", () => {
  test("that it cannot be computed", () => {
    const conditions = [{ type: "DisruptionAllowed", status: "False", reason: "SyncFailed", message: "no scale" }];
    const status = { expectedPods: 0, desiredHealthy: 0, currentHealthy: 0, disruptionsAllowed: 0, conditions };
    expect(told(withBudget({ maxUnavailable: 1, selector }, status))).toEqual([
      "high: maxUnavailable: 1 cannot be computed: no scale",
    ]);
  });

  test("nothing where what it is for is scaled to nothing", () => {
    const off = {
      deployments: [{ ...web.deployments?.[0], spec: { ...web.deployments?.[0]?.spec, replicas: 0 } }],
    } as never;
    expect(told(withBudget({ maxUnavailable: 1, selector }, undefined, {}, [off]))).toEqual([]);
  });

  test("that pods are broken now, and that all may be away", () => {
    const broken = { expectedPods: 3, desiredHealthy: 2, currentHealthy: 1, disruptionsAllowed: 0 };
    expect(told(withBudget({ maxUnavailable: 1, selector }, broken))).toEqual([
      "medium: maxUnavailable: 1 of 3 of Deployment shop/web: 1 healthy now, 2 must be",
    ]);
    expect(told(withBudget({ maxUnavailable: "100%", selector }))).toEqual([
      "low: maxUnavailable: 100% of 3 of Deployment shop/web: all may be away",
    ]);
  });

  test("nothing of one that permits the only pod to go", () => {
    expect(told(withBudget({ maxUnavailable: 1, selector }, undefined, {}, [app("shop", "web", ["a"])]))).toEqual([]);
  });

  test("pods that were made by hand count", () => {
    const bare = { pods: [pod("shop", "web-x", "a", { app: "web" })] };
    expect(told(withBudget({ minAvailable: 1, selector }, undefined, {}, [bare]))).toEqual([
      "high: minAvailable: 1 of 1 of app=web",
    ]);
  });
});
