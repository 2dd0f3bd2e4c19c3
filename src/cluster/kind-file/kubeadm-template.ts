import type { KindConfig } from "../../model/topology.ts";
import { minorOf } from "../../model/version.ts";
import { networkingOf } from "./defaults.ts";

/** One of kubeadm's documents, as JSON. */
export type KubeadmDocument = { readonly kind: string; readonly apiVersion: string } & Readonly<
  Record<string, unknown>
>;

/** For whom the documents are. */
export interface KubeadmNode {
  readonly config: KindConfig;
  readonly role: "control-plane" | "worker";
  /** The node's name without the cluster's. */
  readonly short: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Version of Kubernetes, with or without the "v". */
  readonly kubernetes: string;
}

/** What a cluster's name and a node's address stand for until there are any; from RFC 5737. */
const cluster = "c";
const nodeAddress = "192.0.2.1";
const name = { metadata: { name: "config" } };

/** From this minor version of Kubernetes on kind writes kubeadm's v1beta4, before it v1beta3. */
const firstWithList = 36;

/**
 * The documents that kind writes for kubeadm on a node, before any patch (kind 0.33 pkg/cluster/internal/kubeadm/config.go).
 */
export function kubeadmTemplate(node: KubeadmNode): KubeadmDocument[] {
  const { config, kubernetes } = node;
  const version = kubernetes.replace(/^v/, "");
  const isList = minorOf(kubernetes) >= firstWithList;
  const apiVersion = `kubeadm.k8s.io/${isList ? "v1beta4" : "v1beta3"}`;
  const args = (pairs: readonly (readonly [string, string])[]) => {
    if (pairs.length === 0) return null;
    return isList ? pairs.map(([key, value]) => ({ name: key, value })) : Object.fromEntries(pairs);
  };
  const { podSubnet, serviceSubnet, apiServerAddress, ipFamily, kubeProxyMode } = networkingOf(config);
  const gates = textOf(config.featureGates);
  const gateArgs = gates === "" ? [] : [["feature-gates", gates] as const];
  const bind = (address: string) => (ipFamily === "ipv6" ? [["bind-address", address] as const] : []);
  const several = config.nodes.filter(({ role }) => role === "control-plane").length > 1;
  const controlPlaneEndpoint = `${cluster}-${several ? "external-load-balancer" : "control-plane"}:6443`;
  const endpoint = { advertiseAddress: nodeAddress, bindPort: 6443 };
  const nodeRegistration = {
    criSocket: "unix:///run/containerd/containerd.sock",
    kubeletExtraArgs: args([
      ["node-ip", nodeAddress],
      ["provider-id", `kind://docker/${cluster}/${cluster}-${node.short}`],
      ["node-labels", textOf(node.labels)],
    ]),
  };
  return [
    {
      apiVersion,
      kind: "ClusterConfiguration",
      ...name,
      kubernetesVersion: `v${version}`,
      clusterName: cluster,
      controlPlaneEndpoint,
      apiServer: {
        certSANs: ["localhost", apiServerAddress],
        extraArgs: args([["runtime-config", textOf(config.runtimeConfig)], ...gateArgs]),
      },
      controllerManager: { extraArgs: args([...gateArgs, ["enable-hostpath-provisioner", "true"], ...bind("::")]) },
      scheduler: { extraArgs: args([...gateArgs, ...bind("::1")]) },
      networking: { podSubnet, serviceSubnet },
    },
    {
      apiVersion,
      kind: "InitConfiguration",
      ...name,
      bootstrapTokens: [{ token: "abcdef.0123456789abcdef" }],
      localAPIEndpoint: endpoint,
      nodeRegistration,
      skipPhases: ["preflight", ...(kubeProxyMode === "none" ? ["addon/kube-proxy"] : [])],
    },
    {
      apiVersion,
      kind: "JoinConfiguration",
      ...name,
      ...(node.role === "control-plane" ? { controlPlane: { localAPIEndpoint: endpoint } } : {}),
      nodeRegistration,
      discovery: {
        bootstrapToken: {
          apiServerEndpoint: controlPlaneEndpoint,
          token: "abcdef.0123456789abcdef",
          unsafeSkipCAVerification: true,
        },
      },
      skipPhases: ["preflight"],
    },
    ...kubeletAndProxy(config),
  ];
}

function kubeletAndProxy(config: KindConfig): KubeadmDocument[] {
  const { ipFamily, kubeProxyMode } = networkingOf(config);
  const { featureGates } = config;
  const gates = featureGates === undefined ? {} : { featureGates };
  const kubelet = {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    ...name,
    cgroupDriver: "systemd",
    cgroupRoot: "/kubelet",
    failSwapOn: false,
    ...(ipFamily === "ipv6" ? { address: "::", healthzBindAddress: "::" } : {}),
    imageGCHighThresholdPercent: 100,
    evictionHard: { "nodefs.available": "0%", "nodefs.inodesFree": "0%", "imagefs.available": "0%" },
    ...gates,
  };
  const proxy = {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    ...name,
    mode: kubeProxyMode,
    ...gates,
    iptables: { minSyncPeriod: "1s" },
    conntrack: { maxPerCore: 0, ...(kubeProxyMode === "nftables" ? { tcpBeLiberal: true } : {}) },
  };
  return kubeProxyMode === "none" ? [kubelet] : [kubelet, proxy];
}

/** "A=true,B=false", in the order of the keys. */
function textOf(pairs: Readonly<Record<string, string | boolean>> = {}): string {
  return Object.entries(pairs)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
