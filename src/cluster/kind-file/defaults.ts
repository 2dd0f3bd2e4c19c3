import type { KindConfig, KindNetworking } from "../../model/topology.ts";

/** Networking with everything set that kind sets where the file does not. */
export type WholeNetworking = Required<Omit<KindNetworking, "dnsSearch" | "apiServerPort">> &
  Pick<KindNetworking, "dnsSearch" | "apiServerPort">;

const subnets: Readonly<Record<string, { readonly pods: string; readonly services: string }>> = {
  ipv6: { pods: "fd00:10:244::/56", services: "fd00:10:96::/112" },
  dual: { pods: "10.244.0.0/16,fd00:10:244::/56", services: "10.96.0.0/16,fd00:10:96::/112" },
};

/** The networking that a cluster of this configuration has (kind pkg/internal/apis/config/default.go). */
export function networkingOf({ networking = {} }: Pick<KindConfig, "networking">): WholeNetworking {
  const ipFamily = networking.ipFamily || "ipv4";
  const { pods, services } = subnets[ipFamily] ?? { pods: "10.244.0.0/16", services: "10.96.0.0/16" };
  return {
    ...networking,
    ipFamily,
    apiServerAddress: networking.apiServerAddress || (ipFamily === "ipv6" ? "::1" : "127.0.0.1"),
    podSubnet: networking.podSubnet || pods,
    serviceSubnet: networking.serviceSubnet || services,
    disableDefaultCNI: networking.disableDefaultCNI ?? false,
    kubeProxyMode: networking.kubeProxyMode || "iptables",
  };
}
