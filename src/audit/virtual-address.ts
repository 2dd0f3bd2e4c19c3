import type { V1Container, V1Pod } from "@kubernetes/client-node";
import type { ClusterFacts } from "./facts.ts";
import { componentPods, nodesOf } from "./objects.ts";
import { podIndex } from "./pods.ts";

/** An address that moves from machine to machine, and who moves it. */
export interface VirtualAddress {
  /** "kube-vip". */
  readonly by: string;
  /** Nodes that may hold it. */
  readonly carriers: readonly string[];
}

/**
 * Who moves that address, as far as pods and Services show it: kube-vip, keepalived, or a load balancer of Services such
 * as MetalLB. Undefined where none does; what runs outside of the cluster cannot be seen.
 */
export function virtualAddress(host: string, facts: ClusterFacts): VirtualAddress | undefined {
  const { alive } = podIndex(facts);
  for (const by of ["kube-vip", "keepalived"]) {
    const carriers = alive.filter((pod) => containersOf(pod).some((one) => carries(one, by, host)));
    if (carriers.length > 0) return { by, carriers: nodesOf(carriers) };
  }
  const service = facts.services.find(({ status, spec }) =>
    [...(status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip), ...(spec?.externalIPs ?? [])].includes(host),
  );
  if (service === undefined) return undefined;
  const { namespace, name } = service.metadata ?? {};
  return { by: `Service ${namespace}/${name}`, carriers: facts.nodes.map(({ metadata }) => metadata?.name ?? "") };
}

function containersOf({ spec }: V1Pod): readonly V1Container[] {
  return spec?.containers ?? [];
}

/** keepalived has its addresses in a file that pods do not show: it is taken to carry what is asked for. */
function carries({ image = "", env = [], args = [] }: V1Container, by: string, host: string): boolean {
  if (!image.includes(by)) return false;
  if (by === "keepalived") return true;
  const told = env.filter(({ name }) => name === "address" || name === "vip_address").map(({ value }) => value);
  return told.includes(host) || args.some((word, index) => word === `--address=${host}` || isValue(args, index, host));
}

function isValue(args: readonly string[], index: number, host: string): boolean {
  return args[index] === host && ["--address", "--vip"].includes(args[index - 1] ?? "");
}

/** The address that the API server of a node tells others, by kubeadm's annotation or its flag. */
export function advertisedAddress(node: string, facts: ClusterFacts): string | undefined {
  const pod = componentPods(facts, "kube-apiserver").find(({ spec }) => spec?.nodeName === node);
  const noted = pod?.metadata?.annotations?.["kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint"];
  const words = containersOf(pod ?? {}).flatMap(({ command = [], args = [] }) => [...command, ...args]);
  const flag = "--advertise-address=";
  return noted?.replace(/:\d+$/, "") ?? words.find((word) => word.startsWith(flag))?.slice(flag.length);
}
