import { isIPv6 } from "node:net";
import type { AuditCheck, ClusterFacts, Found, Severity } from "../facts.ts";
import { controlPlaneNodes } from "../objects.ts";
import { advertisedAddress, virtualAddress } from "../virtual-address.ts";

const subject = "controlPlaneEndpoint";
const owner = "cluster";
const move =
  "kubeadm cannot change it on a running cluster without new certificates: plan a new cluster, or move the name to a load balancer";
const lost = "when that node is lost, every client is without an API, whatever the others do";

const check: AuditCheck = {
  name: "control-plane-endpoint",
  about: "clients are told an address that is not one node's own; a virtual one may be held by every control plane",
  scenarios: ["lb-kill", "single-control-plane"],
  find(facts) {
    const { controlPlane } = facts;
    if (controlPlane === undefined) return [];
    const { endpoint } = controlPlane;
    if (endpoint === "")
      return finding(
        "high",
        "kubeadm-config has none",
        "every kubelet talks to the first control plane alone, and no other can join",
        move,
        "single-control-plane",
      );
    const host = hostOf(endpoint);
    const holders = controlPlaneNodes(facts).filter(
      ({ metadata, status }) =>
        metadata?.name === host || (status?.addresses ?? []).some(({ address }) => address === host),
    );
    const virtual = virtualAddress(host, facts);
    if (virtual !== undefined) return carried(endpoint, virtual, facts);
    const [holder] = holders;
    // An address that two have at once is on its way from one to the other.
    if (holder === undefined || holders.length > 1) return [];
    const name = holder.metadata?.name ?? "";
    if (isExtra(host, holder, facts))
      return finding(
        "medium",
        `${endpoint} is an address of ${name} beside its own`,
        "where nothing moves it to another control plane, every client is without an API when that node is lost; what moves it outside of the cluster cannot be seen from here",
        "if it is a virtual address (keepalived on the machines), accept this finding (--accept); else put a load balancer or kube-vip there",
      );
    return finding("high", `${endpoint} is the address of ${name} itself`, lost, move);
  },
};
export default check;

function finding(severity: Severity, evidence: string, why: string, advice: string, scenario = "lb-kill"): Found[] {
  return [{ severity, subject, owner, evidence, why, advice, scenario }];
}

function carried(
  endpoint: string,
  { by, carriers }: NonNullable<ReturnType<typeof virtualAddress>>,
  facts: ClusterFacts,
) {
  const all = controlPlaneNodes(facts).map(({ metadata }) => metadata?.name ?? "");
  const able = all.filter((name) => carriers.includes(name));
  if (all.length < 2 || able.length > 1 || all.length === able.length) return [];
  return finding(
    "high",
    `${endpoint} is a virtual address of ${by}, which runs on ${able.length} of ${all.length} control planes${able.length === 0 ? "" : `: ${able.join(", ")}`}`,
    "nothing can move the address elsewhere: when that node is lost, every client is without an API",
    `run ${by} on every control plane: its manifest in /etc/kubernetes/manifests of each`,
  );
}

/** Whether a node has that address besides the one that it is known by: its API server advertises another. */
function isExtra(host: string, node: ClusterFacts["nodes"][number], facts: ClusterFacts): boolean {
  if (node.metadata?.name === host) return false;
  const advertised = advertisedAddress(node.metadata?.name ?? "", facts);
  if (advertised !== undefined) return advertised.replace(/^\[(.*)\]$/, "$1") !== host;
  const addresses = (node.status?.addresses ?? []).filter(({ type }) => type === "InternalIP");
  const like = addresses.filter(({ address }) => isIPv6(address) === isIPv6(host));
  return like.length > 1 && like.some(({ address }) => address === host);
}

function hostOf(endpoint: string): string {
  return endpoint.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}
