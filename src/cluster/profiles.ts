import { stringify } from "yaml";
import type { Profile } from "../model/scenario.ts";
import type { KindConfig } from "../model/topology.ts";

/** What of the host a generated configuration depends on. */
export interface HostTraits {
  readonly cgroup: "v1" | "v2";
}

/*
 * Patches leave out apiVersion and use the map form of extraArgs: kind merges them by kind, and from 0.32 on converts
 * the map for kubeadm v1beta4. What really arrived is read from the running cluster (settings), never assumed.
 */
const leaderElection = {
  "leader-elect-lease-duration": "4s",
  "leader-elect-renew-deadline": "3s",
  "leader-elect-retry-period": "1s",
};

const fastPatches: readonly object[] = [
  {
    kind: "ClusterConfiguration",
    apiServer: {
      extraArgs: { "default-not-ready-toleration-seconds": "5", "default-unreachable-toleration-seconds": "5" },
    },
    controllerManager: {
      extraArgs: { "node-monitor-period": "1s", "node-monitor-grace-period": "16s", ...leaderElection },
    },
    scheduler: { extraArgs: leaderElection },
  },
  { kind: "KubeletConfiguration", nodeLeaseDurationSeconds: 8, nodeStatusUpdateFrequency: "4s" },
];

/** Since Kubernetes 1.35 the kubelet refuses to run on a host with cgroup v1 unless it is told otherwise (KEP-5573). */
const cgroupV1Patch = { kind: "KubeletConfiguration", failCgroupV1: false };

/** The kind configuration of a topology with a profile's timings, as kind gets it. */
export function withProfile(config: KindConfig, profile: Profile, kubernetes: string, host: HostTraits): KindConfig {
  const minor = Number(kubernetes.replace(/^v/, "").split(".")[1]);
  const patches = [
    ...(profile === "fast" ? fastPatches : []),
    ...(host.cgroup === "v1" && minor >= 31 ? [cgroupV1Patch] : []),
  ];
  if (patches.length === 0) return config;
  return {
    ...config,
    kubeadmConfigPatches: [...(config.kubeadmConfigPatches ?? []), ...patches.map((patch) => stringify(patch))],
  };
}
