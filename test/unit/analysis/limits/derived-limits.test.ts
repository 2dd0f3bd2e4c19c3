import { describe, expect, test } from "vitest";
import { deriveLimit, isDerived, resolveLimit } from "../../../../src/analysis/limits/derived-limits.ts";
import { describeLimit } from "../../../../src/guarantees/kit/limits.ts";
import { UsageError } from "../../../../src/model/errors.ts";
import type { Settings } from "../../../../src/model/settings.ts";
import { storySettings } from "../../../../src/stories/story-cluster.ts";

const haproxy: Settings = {
  ...storySettings,
  loadBalancer: {
    kind: "haproxy",
    path: "/healthz",
    intervalMs: 2_000,
    timeoutMs: 2_000,
    unhealthyThreshold: 3,
    healthyThreshold: 2,
    connectTimeoutMs: 5_000,
  },
};

describe("bounds from the cluster's own settings", () => {
  test("an election takes one to two election timeouts, and never more than four", () => {
    expect(deriveLimit("etcd-election", storySettings)).toMatchObject({ limitMs: 4_000, expectedMs: [800, 2_000] });
    const slow = { ...storySettings, etcd: { heartbeatMs: 1_000, electionMs: 10_000 } };
    expect(deriveLimit("etcd-election", slow)).toMatchObject({ limitMs: 40_000, expectedMs: [8_000, 20_000] });
  });

  test("what stalls for less than an election timeout costs no lead, and a deaf leader two of them more", () => {
    const slow = { ...storySettings, etcd: { heartbeatMs: 1_000, electionMs: 10_000 } };
    expect(deriveLimit("etcd-stall", storySettings)).toMatchObject({ limitMs: 1_000, expectedMs: [0, 1_000] });
    expect(deriveLimit("etcd-stall", slow)?.limitMs).toBe(10_000);
    expect(deriveLimit("etcd-step-down", storySettings)).toMatchObject({ limitMs: 6_000, expectedMs: [1_800, 4_000] });
    expect(deriveLimit("etcd-step-down", slow)?.limitMs).toBe(60_000);
  });

  test("Envoy ejects a refusing backend in 4 s, one that answers with errors in 5 s, a hanging one in 10 s", () => {
    const bound = deriveLimit("load-balancer-ejection", storySettings);
    expect(bound).toMatchObject({ limitMs: 10_000, expectedMs: [0, 5_000] });
    expect(bound?.from).toBe(
      "envoy checks /healthz every 2 s (timeout 3 s), 2 failures eject: " +
        "refused 4 s, an error answer 5 s, hang 2 × (2 s + 3 s) = 10 s",
    );
  });

  test("HAProxy ejects after three failures and takes back after two successes", () => {
    expect(deriveLimit("load-balancer-ejection", haproxy)).toMatchObject({ limitMs: 12_000, expectedMs: [0, 6_000] });
    expect(deriveLimit("load-balancer-return", haproxy)).toMatchObject({ limitMs: 6_000, expectedMs: [0, 4_000] });
    expect(deriveLimit("load-balancer-return", storySettings)).toMatchObject({
      limitMs: 5_000,
      expectedMs: [0, 2_000],
    });
  });
});

describe("bounds of Kubernetes' own clocks", () => {
  test("a takeover is between the lease less a retry and the lease with two late looks", () => {
    expect(deriveLimit("scheduler-takeover", storySettings)).toMatchObject({
      limitMs: 23_800,
      expectedMs: [13_000, 23_800],
    });
    const fast = { ...storySettings.controllerManager, leaseMs: 4_000, renewMs: 3_000, retryMs: 1_000 };
    expect(deriveLimit("controller-manager-takeover", { ...storySettings, controllerManager: fast })).toMatchObject({
      limitMs: 8_400,
      expectedMs: [3_000, 8_400],
    });
  });

  test("a node is NotReady after 40 to 60 s and its pods are evicted 300 s later", () => {
    expect(deriveLimit("node-not-ready", storySettings)).toMatchObject({
      limitMs: 60_000,
      expectedMs: [40_000, 60_000],
    });
    expect(deriveLimit("node-eviction", storySettings)).toMatchObject({
      limitMs: 365_000,
      expectedMs: [340_000, 365_000],
    });
  });

  test("the kubelet finds a hanging API server after eight timeouts, and an answering one sooner", () => {
    expect(deriveLimit("apiserver-hang-detection", storySettings)).toMatchObject({ expectedMs: [120_000, 130_000] });
    const liveness = { "kube-apiserver": { periodMs: 10_000, timeoutMs: 1_000, failureThreshold: 3 } };
    const quick = { ...storySettings, kubelet: { ...storySettings.kubelet, liveness } };
    expect(deriveLimit("apiserver-hang-detection", quick)).toMatchObject({ expectedMs: [21_000, 31_000] });
  });
});

describe("a limit", () => {
  test("is the scenario's own length of time, or a bound with an allowance", () => {
    expect(resolveLimit("5s", undefined)).toEqual({ limitMs: 5_000, limitSource: "5 s, as demanded" });
    expect(resolveLimit({ derived: "etcd-election", plus: "500ms" }, storySettings)).toMatchObject({ limitMs: 4_500 });
    expect(describeLimit({ derived: "etcd-election", plus: "500ms" }, storySettings)).toBe(
      "4.5 s (4 × election-timeout 1 s + 500 ms)",
    );
    expect(describeLimit("5s", storySettings)).toBe("5 s");
  });

  test("that needs settings is not to be had without them", () => {
    expect(resolveLimit({ derived: "etcd-election" }, undefined)).toBeUndefined();
  });

  test("of a load balancer is not to be had where there is none", () => {
    const { loadBalancer: _, ...single } = storySettings;
    expect(resolveLimit({ derived: "load-balancer-ejection" }, single)).toBeUndefined();
    expect(describeLimit({ derived: "load-balancer-ejection" }, single)).toContain("there is no load balancer)");
  });

  test("of a virtual address says that it is this which is not there, whether there is a load balancer or not", () => {
    const { loadBalancer: _, ...single } = storySettings;
    for (const settings of [storySettings, single])
      expect(describeLimit({ derived: "address-takeover" }, settings)).toContain(
        "no load balancer with a virtual address)",
      );
  });

  test("must be a duration", () => {
    expect(() => resolveLimit("soon", undefined)).toThrow(UsageError);
  });
});

test("a limit is derived wherever it stands among the parameters, and a demanded one is not", () => {
  expect(isDerived({ lanes: ["a"], limit: { derived: "etcd-election", plus: "1s" } })).toBe(true);
  expect(isDerived({ terms: [{ limit: { derived: "node-eviction" } }] })).toBe(true);
  expect(isDerived({ lanes: ["derived"], limit: "2s", share: 0.5, none: null })).toBe(false);
  expect(isDerived(undefined)).toBe(false);
});
