import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readKindFile } from "../../../src/cluster/kind-file/kind-file.ts";
import { plannedSettings } from "../../../src/cluster/planned-settings.ts";
import { withProfile } from "../../../src/cluster/profiles.ts";

const own = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
- role: control-plane
- role: control-plane
`;
const clusterLevel = `${own}kubeadmConfigPatches:
- |
  kind: ClusterConfiguration
  controllerManager: {extraArgs: {node-monitor-grace-period: 40s, node-monitor-period: 1s}}
  ---
  kind: KubeletConfiguration
  nodeStatusUpdateFrequency: 20s
`;
const nodeLevel = own.replace(
  "- role: control-plane\n",
  `- role: control-plane
  kubeadmConfigPatches:
  - |
    kind: ClusterConfiguration
    scheduler: {extraArgs: [{name: leader-elect-lease-duration, value: 30s}]}
`,
);
const jsonPatch = (text: string) =>
  `${own}kubeadmConfigPatchesJSON6902: [{kind: KubeletConfiguration, patch: '${text}'}]`;
const ofSecondNode = `${own}  kubeadmConfigPatches:
  - |
    kind: ClusterConfiguration
    scheduler: {extraArgs: {leader-elect-lease-duration: 30s}}
`;
const with1 = (text: string, override: boolean, profile: "fast" | "stock" = "fast") =>
  withProfile(readKindFile(text).config, { profile, override }, "1.37.2", { cgroup: "v2" });

describe("withProfile, where the kind file sets timings itself", () => {
  it.each([
    [
      "of the cluster",
      clusterLevel,
      "kube-controller-manager node-monitor-grace-period 40s, 16s with the profile; kubelet nodeStatusUpdateFrequency 20s, 4s with the profile",
    ],
    ["of the first control plane", nodeLevel, "kube-scheduler leader-elect-lease-duration 30s, 4s with the profile"],
    [
      "in a JSON 6902 patch",
      jsonPatch("[{op: add, path: /nodeLeaseDurationSeconds, value: 20}]"),
      "kubelet nodeLeaseDurationSeconds 20, 8 with the profile",
    ],
  ])("replaces none %s unasked, and says which when asked", (_, text, replaced) => {
    expect(() => with1(text, false)).toThrow(`would replace timings that the kind file sets (${replaced})`);
    const { config, replaced: told } = with1(text, true);
    expect(told.join("; ")).toBe(replaced);
    const { controllerManager, scheduler, kubelet } = plannedSettings(config, "1.37.2");
    expect([
      controllerManager.nodeMonitorGraceMs,
      scheduler.leaseMs,
      kubelet.statusFrequencyMs,
      kubelet.leaseDurationMs,
    ]).toEqual([16_000, 4_000, 4_000, 8_000]);
  });

  it("keeps them with the stock profile, and limits come from them", () => {
    const { config, replaced } = with1(clusterLevel, false, "stock");
    expect(replaced).toEqual([]);
    expect(plannedSettings(config).controllerManager.nodeMonitorGraceMs).toBe(40_000);
  });

  it("replaces nothing where no component would get the file's timings: kubeadm takes them from the first node", () => {
    expect(with1(ofSecondNode, false).replaced).toEqual([]);
    expect(plannedSettings(readKindFile(ofSecondNode).config).scheduler.leaseMs).toBe(15_000);
  });

  it("refuses what it could not replace", () => {
    const later = `${nodeLevel}`.replace(
      "- role: control-plane\n",
      "- role: control-plane\n  kubeadmConfigPatchesJSON6902: [{kind: KubeletConfiguration, patch: '[{op: add, path: /nodeLeaseDurationSeconds, value: 20}]'}]\n",
    );
    expect(() => with1(later, true)).toThrow(/cannot set kubelet nodeLeaseDurationSeconds: a JSON 6902 patch/);
  });

  it("adds its patches after the file's own", () => {
    const { config } = with1(own, false);
    expect(config.kubeadmConfigPatches?.map((text) => parse(text).kind)).toEqual([
      "ClusterConfiguration",
      "KubeletConfiguration",
    ]);
    expect(config.nodes.every(({ kubeadmConfigPatches }) => kubeadmConfigPatches === undefined)).toBe(true);
  });
});
