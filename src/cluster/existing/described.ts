import { stringify } from "yaml";
import { controlPlanes, type Node, workers } from "../../model/cluster.ts";
import type { Topology } from "../../model/topology.ts";
import { shortNames } from "../kind-file/kubeadm-config.ts";
import { parseTopology } from "../topology.ts";

/** What files of a cluster's nodes tell of it. */
export interface ToldByFiles {
  /** The manifest of an API server. */
  readonly apiServer: string;
  /** By a node's short name the kubelet's flags as kubeadm wrote them (/var/lib/kubelet/kubeadm-flags.env). */
  readonly kubelets: Readonly<Record<string, string>>;
}

/** The topology of a cluster that is there; `problem` says why none describes it, as the end of a sentence. */
export function topologyOf(
  name: string,
  nodes: readonly Node[],
  { apiServer, kubelets }: ToldByFiles,
): Topology | { readonly problem: string } {
  const ordered = [...byNumber(controlPlanes({ nodes })), ...byNumber(workers({ nodes }))];
  const planned = ordered.map(({ short, role }) => ({
    role: role === "worker" ? ("worker" as const) : ("control-plane" as const),
    labels: labelsIn(kubelets[short] ?? ""),
  }));
  const others = ordered.filter(({ short }, index) => shortNames(planned)[index] !== short);
  if (others.length > 0)
    return {
      problem: `has nodes that are not named as kind names them: ${others.map((node) => node.name).join(", ")}`,
    };
  const planes = controlPlanes({ nodes }).length;
  if (planes === 0) return { problem: "lacks a control plane" };
  if (planes > 1 && !nodes.some(({ role }) => role === "load-balancer"))
    return { problem: "has several control planes and no load balancer" };
  const ranges = serviceRanges(apiServer);
  if (ranges[0]?.includes(":"))
    return { problem: "has Services with addresses of IPv6 first, which no relay forwards" };
  const networking = ranges.length > 1 ? { networking: { ipFamily: "dual" } } : {};
  const config = { kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4", ...networking, nodes: planned };
  return parseTopology(stringify(config), `${name}.yaml`);
}

/** The labels that a kubelet gives its node itself, where kind writes a configuration's; kind's own are left out. */
export function labelsIn(flags: string): Record<string, string> {
  const labels = /--node-labels=([^\s"']*)/.exec(flags)?.[1] ?? "";
  const pairs = labels.split(",").map((pair) => pair.split("=", 2) as [string, string?]);
  return Object.fromEntries(pairs.flatMap(([key, value = ""]) => (key === "" ? [] : [[key, value]])));
}

/** The ranges of Services' addresses, in the API server's own order. */
function serviceRanges(manifest: string): string[] {
  return /--service-cluster-ip-range=([^\s"']+)/.exec(manifest)?.[1]?.split(",") ?? [];
}

/** kind numbers the nodes of a role from 2 on. */
function byNumber(nodes: readonly Node[]): Node[] {
  const number = ({ short }: Node) => Number(/\d+$/.exec(short)?.[0] ?? 1);
  return nodes.toSorted((a, b) => number(a) - number(b));
}
