import { readFileSync } from "node:fs";
import { machine, release } from "node:os";
import { gunzipSync } from "node:zlib";
import { tracesCalls } from "../model/traced-calls.ts";

/** A part of the kernel that some fault or the cluster needs. */
export interface Feature {
  readonly name: string;
  /** What does not work without it. */
  readonly usedFor: string;
  readonly state: "yes" | "no" | "unknown";
}

/** Name, option of the kernel's configuration, use. */
const FEATURES: readonly (readonly [string, string, string])[] = [
  ["overlay", "CONFIG_OVERLAY_FS", "container images"],
  ["veth", "CONFIG_VETH", "container networks"],
  ["br_netfilter", "CONFIG_BRIDGE_NETFILTER", "container networks"],
  ["iptables nat", "CONFIG_NF_NAT", "Services and published ports"],
  ["nftables", "CONFIG_NF_TABLES", "Services and published ports"],
  ["xt_comment", "CONFIG_NETFILTER_XT_MATCH_COMMENT", "kube-proxy's rules"],
  [
    "xt_statistic",
    "CONFIG_NETFILTER_XT_MATCH_STATISTIC",
    "Services with several endpoints, faults that drop a share of packets",
  ],
  ["ip6tables nat", "CONFIG_(IP6_NF_NAT|NF_TABLES_IPV6)", "Services of clusters with IPv6"],
  ["ip_vs", "CONFIG_IP_VS", "kube-proxy's mode ipvs"],
  ["conntrack", "CONFIG_NF_CONNTRACK", "Services, partitions that cut established connections"],
  ["sch_netem", "CONFIG_NET_SCH_NETEM", "faults that delay, reorder or corrupt packets"],
  ["sch_tbf", "CONFIG_NET_SCH_TBF", "faults that limit bandwidth"],
  [
    "inet_diag_destroy",
    "CONFIG_INET_DIAG_DESTROY",
    "the undo of component-stop, which closes the kubelet's hanging connection (ss -K); without it nodes take minutes longer",
  ],
  ["cfs_bandwidth", "CONFIG_CFS_BANDWIDTH", "faults that starve a node of CPU time"],
  ["xt_REDIRECT", "CONFIG_NETFILTER_XT_TARGET_REDIRECT", "faults that delay what etcd members exchange"],
  ["xt_mark", "CONFIG_NETFILTER_XT_MARK", "faults that delay what etcd members exchange"],
  ["memcg", "CONFIG_MEMCG", "faults that take memory from a node"],
];

/** The option is about control groups v1 alone: those of v2 always have a freezer (kernel/cgroup/Makefile). */
const freezerOfV1 = "CONFIG_CGROUP_FREEZER";

/** Looks each feature up in the kernel's own configuration; of a kernel elsewhere nothing is known. */
export function kernelFeatures(isLocalEngine: boolean, cgroup: "v1" | "v2"): Feature[] {
  const config = isLocalEngine ? kernelConfig() : undefined;
  const parts = FEATURES.map(([name, option, usedFor]) => ({ name, usedFor, state: stateOf(config, option) }));
  const freezer = cgroup === "v2" ? "yes" : stateOf(config, freezerOfV1);
  const noSwap = isLocalEngine ? noSwapState(textOf("/proc/swaps")) : "unknown";
  const traced = isLocalEngine ? yesOrNo(tracesCalls(machine(), release())) : "unknown";
  const ipv6 = isLocalEngine ? ipv6State(textOf("/proc/net/if_inet6")) : "unknown";
  return [
    ...parts,
    { name: "freezer", usedFor: "faults that pause a node", state: freezer },
    { name: "no swap", usedFor: "faults that take memory from a node", state: noSwap },
    { name: "traced calls", usedFor: "faults of the disk under etcd", state: traced },
    { name: "IPv6", usedFor: "clusters with IPv6 or both families", state: ipv6 },
  ];
}

/** Whether a limit of memory is one: where there is swap, by /proc/swaps, what is over it goes there. */
export function noSwapState(swaps: string | undefined): Feature["state"] {
  if (swaps === undefined) return "unknown";
  return yesOrNo(swaps.trim().split("\n").length === 1);
}

/** ::1 in /proc/net/if_inet6, the loopback address that ports of clusters with IPv6 are published on. */
const ipv6Loopback = /^0{31}1 /m;

/** Whether a machine uses IPv6, by its /proc/net/if_inet6; that is not there where the kernel was told to leave it out. */
export function ipv6State(addresses: string | undefined): Feature["state"] {
  return yesOrNo(ipv6Loopback.test(addresses ?? ""));
}

function yesOrNo(is: boolean): Feature["state"] {
  return is ? "yes" : "no";
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether a kernel configuration has an option, built in or as a module. */
export function stateOf(config: string | undefined, option: string): Feature["state"] {
  if (config === undefined) return "unknown";
  return yesOrNo(new RegExp(`^${option}=[ym]$`, "m").test(config));
}

function kernelConfig(): string | undefined {
  const readers = [
    () => gunzipSync(readFileSync("/proc/config.gz")).toString(),
    () => readFileSync(`/boot/config-${release()}`, "utf8"),
  ];
  for (const read of readers) {
    try {
      return read();
    } catch {
      // Kernels show their configuration in one of two places, or nowhere.
    }
  }
  return undefined;
}
