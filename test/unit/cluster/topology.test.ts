import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plannedSettings } from "../../../src/cluster/planned-settings.ts";
import { withProfile } from "../../../src/cluster/profiles.ts";
import { parseTopology } from "../../../src/cluster/topology.ts";

const file = "kind-configs/ha-3cp-3w.yaml";
const text = readFileSync(file, "utf8");

describe("parseTopology", () => {
  it("counts nodes by role and zones", () => {
    const topology = parseTopology(text, file);
    expect(topology).toMatchObject({ name: "ha-3cp-3w", controlPlanes: 3, workers: 3, zones: ["a", "b", "c"] });
    expect(topology.nodes.map(({ short, zone }) => [short, zone])).toEqual([
      ["control-plane", "a"],
      ["control-plane2", "b"],
      ["control-plane3", "c"],
      ["worker", "a"],
      ["worker2", "b"],
      ["worker3", "c"],
      ["lb", undefined],
    ]);
  });

  it("knows that kind makes no load balancer for one control plane", () => {
    const single = parseTopology(readFileSync("kind-configs/single.yaml", "utf8"), "single.yaml");
    expect(single.nodes.map(({ short }) => short)).toEqual(["control-plane", "worker", "worker2"]);
    expect(plannedSettings(single.config).loadBalancer).toBeUndefined();
    expect(plannedSettings(parseTopology(text, file).config).loadBalancer?.kind).toBe("envoy");
  });

  it.each([
    ["broken YAML", "kind: Cluster\nnodes: [", /x\.yaml:2: /],
    ["a wrong role", text.replace("role: worker", "role: boss"), /x\.yaml:1[0-9]: nodes\.3\.role: /],
    ["a name that kind does not take", `name: My_Shop\n${text}`, /x\.yaml:1: name: "My_Shop"/],
    [
      "no control plane",
      text.replaceAll("role: control-plane", "role: worker"),
      /x\.yaml:\d+: nodes: has no control plane/,
    ],
    ["another kind", "kind: Pod\napiVersion: v1\nnodes: []", /x\.yaml:1: kind: /],
  ])("names file, line and reason for %s", (_, broken, message) => {
    expect(() => parseTopology(broken, "x.yaml")).toThrow(message);
  });
});

describe("withProfile", () => {
  const { config } = parseTopology(text, file);
  const stock = { profile: "stock", override: false } as const;
  const fast = { profile: "fast", override: false } as const;

  it("leaves a stock configuration as it is where the host needs nothing", () => {
    expect(withProfile(config, stock, "1.37.2", { cgroup: "v2" })).toEqual({ config, replaced: [] });
  });

  it("tells the kubelet to run on cgroup v1", () => {
    const { config: patched } = withProfile(config, stock, "v1.37.2", { cgroup: "v1" });
    expect(patched.kubeadmConfigPatches?.map((patch) => parse(patch))).toEqual([
      { kind: "KubeletConfiguration", failCgroupV1: false },
    ]);
  });

  it("shortens timings with profile fast, as plan then shows them", () => {
    const settings = plannedSettings(withProfile(config, fast, "1.37.2", { cgroup: "v2" }).config);
    expect(settings.controllerManager).toEqual({
      leaseMs: 4_000,
      renewMs: 3_000,
      retryMs: 1_000,
      nodeMonitorPeriodMs: 1_000,
      nodeMonitorGraceMs: 16_000,
    });
    expect(settings.apiServer.unreachableTolerationMs).toBe(5_000);
    expect(settings.kubelet).toMatchObject({ leaseDurationMs: 8_000, statusFrequencyMs: 4_000 });
    expect(settings.etcd.electionMs).toBe(1_000);
  });

  it("reads etcd's quota, 2 GiB where none is set", () => {
    const small = parseTopology(readFileSync("kind-configs/small-etcd-quota.yaml", "utf8"), "small.yaml");
    expect(plannedSettings(small.config).etcd.quotaBytes).toBe(32 * 2 ** 20);
    expect(plannedSettings(config).etcd.quotaBytes).toBe(2 * 2 ** 30);
  });

  it("reads a topology's own patches in kubeadm's list form too", () => {
    const patch = "kind: ClusterConfiguration\netcd: {local: {extraArgs: [{name: election-timeout, value: '10000'}]}}";
    expect(plannedSettings({ ...config, kubeadmConfigPatches: [patch] }).etcd.electionMs).toBe(10_000);
  });
});
