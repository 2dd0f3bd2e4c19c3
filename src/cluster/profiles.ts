import { stringify } from "yaml";
import { UsageError } from "../model/errors.ts";
import type { Profile } from "../model/scenario.ts";
import type { KindConfig } from "../model/topology.ts";
import { minorOf } from "../model/version.ts";
import { replacedTimings, timingsThatLose } from "./profile-timings.ts";

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

/** What of a person's wishes decides the timings of a cluster. */
export interface TimingWishes {
  readonly profile: Profile;
  /** Whether the profile may replace timings that the configuration sets itself. */
  readonly override: boolean;
}

/** A configuration with a profile's timings, and what of its own these replaced, in words. */
export interface Timed {
  readonly config: KindConfig;
  readonly replaced: readonly string[];
}

/**
 * The kind configuration of a topology with a profile's timings, as kind gets it. Throws UsageError where the profile
 * would replace timings that the configuration sets itself and nobody asked for that, and where it cannot.
 */
export function withProfile(
  config: KindConfig,
  { profile, override }: TimingWishes,
  kubernetes: string,
  host: HostTraits,
): Timed {
  const timings = profile === "fast" ? fastPatches : [];
  const replaced = timings.length === 0 ? [] : replacedTimings(config, timings, kubernetes);
  if (replaced.length > 0 && !override)
    throw new UsageError(
      `profile ${profile} would replace timings that the kind file sets (${replaced.join("; ")}): keep them with --profile stock, or say --profile ${profile} --override-timings`,
    );
  const patches = [...timings, ...(host.cgroup === "v1" && minorOf(kubernetes) >= 31 ? [cgroupV1Patch] : [])];
  const timed = replaced.length === 0 ? config : ofFirstNode(config, timings);
  const whole = withPatches(timed, patches);
  const lost = timings.length === 0 ? [] : timingsThatLose(whole, timings, kubernetes);
  if (lost.length > 0)
    throw new UsageError(
      `profile ${profile} cannot set ${lost.join(", ")}: a JSON 6902 patch or an argument of the kubelet in the kind file counts more; take it out, or use --profile stock`,
    );
  return { config: whole, replaced };
}

function withPatches<Owner extends { readonly kubeadmConfigPatches?: readonly string[] }>(
  owner: Owner,
  patches: readonly object[],
): Owner {
  if (patches.length === 0) return owner;
  const texts = patches.map((patch) => stringify(patch));
  return { ...owner, kubeadmConfigPatches: [...(owner.kubeadmConfigPatches ?? []), ...texts] };
}

/** With patches of the first control plane's own, after all others: what kubeadm passes on is taken from that node. */
function ofFirstNode(config: KindConfig, patches: readonly object[]): KindConfig {
  const first = config.nodes.findIndex(({ role }) => role === "control-plane");
  return { ...config, nodes: config.nodes.map((node, index) => (index === first ? withPatches(node, patches) : node)) };
}
