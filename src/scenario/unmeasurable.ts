import { networkingOf } from "../cluster/kind-file/defaults.ts";
import { unbuildableFor } from "../cluster/unbuildable.ts";
import { whyNoProvider } from "../host/container-provider.ts";
import type { HostFacts } from "../host/host-facts.ts";
import type { KindConfig } from "../model/topology.ts";

/** What decides whether a cluster of a configuration can be measured, before there is one. */
export interface MeasuringRequest {
  readonly config: KindConfig;
  readonly kubernetes: string;
  readonly features: HostFacts["features"];
  /** Whether a script completes the cluster once it stands. */
  readonly isCompleted: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Kernel parts that kube-proxy's modes need, as `doctor` names them. */
const kernelParts: Readonly<Record<string, string>> = { ipvs: "ip_vs", nftables: "nftables" };

/** What clusters with IPv6 need of the machine, as `doctor` names it. */
const ipv6Parts = ["IPv6", "ip6tables nat"];

/**
 * Why nothing can be measured on any cluster of a configuration here, in one sentence with what to do; undefined where
 * it can. What only some lanes or faults lack is refused where these are checked.
 */
export function whyUnmeasurable(request: MeasuringRequest): string | undefined {
  const fault = unbuildableFor(request.config, request.kubernetes);
  if (fault !== undefined) return [...(fault.path.length === 0 ? [] : [fault.path.join(".")]), fault.reason].join(": ");
  return whyNoProvider(request.environment) ?? whyNoNetwork(request);
}

function whyNoNetwork({ config, features, isCompleted }: MeasuringRequest): string | undefined {
  const { ipFamily, disableDefaultCNI, kubeProxyMode } = networkingOf(config);
  const lacking = ipFamily === "ipv4" ? undefined : ipv6Parts.find((name) => lacks(features, name));
  if (lacking !== undefined)
    return `networking.ipFamily ${ipFamily}: this machine lacks ${lacking}, without which no node gets an address of IPv6 or no Service works over it: use ipv4`;
  if (disableDefaultCNI && !isCompleted)
    return "networking.disableDefaultCNI: without a network plugin no node gets Ready: install one with --after-create, or leave it out";
  if (kubeProxyMode === "none" && !isCompleted)
    return "networking.kubeProxyMode none: without kube-proxy CoreDNS never gets Ready: install what replaces it with --after-create, or choose another mode";
  const part = kernelParts[kubeProxyMode];
  return part !== undefined && lacks(features, part)
    ? `networking.kubeProxyMode ${kubeProxyMode}: this kernel lacks ${part}: choose another mode`
    : undefined;
}

function lacks(features: MeasuringRequest["features"], part: string): boolean {
  return features.find(({ name }) => name === part)?.state === "no";
}
