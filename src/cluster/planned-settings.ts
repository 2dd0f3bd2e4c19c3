import type { Settings } from "../model/settings.ts";
import { kindEnvoy } from "../model/stock.ts";
import type { KindConfig } from "../model/topology.ts";
import { plannedArguments } from "./kind-file/component-arguments.ts";
import { settingsFrom } from "./settings.ts";
import { balancersOf } from "./virtual-address/virtual-address-config.ts";

/** The newest API of kubeadm that kind writes, where nobody said which version of Kubernetes it is for. */
const newest = "1.37.0";

/**
 * The settings that a cluster of this configuration will likely have: kubeadm's defaults and the configuration's
 * patches, as the first control plane gets them; for `plan`. Throws KindFileProblem where patches cannot be applied.
 */
export function plannedSettings(config: KindConfig, kubernetes: string = newest): Settings {
  const { kubelet, kubeletConfiguration, externalEtcd: _, ...flags } = plannedArguments(config, kubernetes);
  const pair = balancersOf(config);
  const several = config.nodes.filter((node) => node.role === "control-plane").length > 1;
  const settings = settingsFrom(
    "kubeadm defaults and this configuration; a run reads them from the cluster",
    flags,
    withFlags(kubeletConfiguration, kubelet),
    // kind makes a load balancer where there are several control planes.
    several ? (pair?.loadBalancer ?? kindEnvoy) : undefined,
  );
  return pair === undefined ? settings : { ...settings, virtualAddress: pair.virtualAddress };
}

/** The kubelet's configuration with its flags, which count more than its file. */
export function withFlags(
  configuration: Readonly<Record<string, unknown>>,
  flags: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const frequency = flags["node-status-update-frequency"];
  return frequency === undefined ? configuration : { ...configuration, nodeStatusUpdateFrequency: frequency };
}
