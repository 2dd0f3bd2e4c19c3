import type { KindConfig } from "../model/topology.ts";
import { externalMembers } from "./external-etcd-config.ts";
import { kubeadmFaults, plannedArguments } from "./kind-file/component-arguments.ts";
import { containerdFaults } from "./kind-file/containerd-patches.ts";
import { labelFaults } from "./kind-file/labels.ts";
import { mountFaults } from "./kind-file/mounts.ts";
import { patchTextFaults } from "./kind-file/patch-texts.ts";
import { portFaults } from "./kind-file/ports.ts";
import { timingFaults } from "./kind-file/timings.ts";
import type { Fault } from "./kind-file/validate.ts";
import { balancerFaults } from "./virtual-address/balancer-faults.ts";

/** A cluster's network is a /24, whose addresses from 200 on the harness gives out itself (host-numbers.ts). */
const mostNodes = 190;

/**
 * What kind takes and no cluster comes of: Docker, a kubelet, kubeadm or the harness would refuse it after seconds or
 * minutes. Undefined where nothing is known against it.
 */
export function unbuildable(config: KindConfig): Fault | undefined {
  const tooMany =
    config.nodes.length > mostNodes
      ? [{ path: ["nodes"], reason: `${config.nodes.length} nodes are more than ${mostNodes}` }]
      : [];
  const faults = [
    ...tooMany,
    ...mountFaults(config),
    ...portFaults(config),
    ...labelFaults(config),
    ...patchTextFaults(config),
    ...containerdFaults(config),
  ];
  if (faults[0] !== undefined) return faults[0];
  // Patches that are none were refused above, with their places.
  const external = externalMembers(config);
  if (typeof external === "string") return { path: ["kubeadmConfigPatches"], reason: external };
  return balancerFaults(config)[0];
}

/** The same for what depends on the version of Kubernetes: what patches make of kubeadm's configuration. */
export function unbuildableFor(config: KindConfig, kubernetes: string): Fault | undefined {
  const [unreadable] = kubeadmFaults(config, kubernetes);
  if (unreadable !== undefined) return unreadable;
  const { externalEtcd } = plannedArguments(config, kubernetes);
  const isKnown = externalMembers(config).length > 0;
  if (externalEtcd !== undefined && !isKnown) {
    const reason = "etcd.external is taken from kubeadmConfigPatches of the whole file only (docs/topologies.md)";
    return { path: [], reason };
  }
  return timingFaults(config, kubernetes)[0];
}
