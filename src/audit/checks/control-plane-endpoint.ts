import type { AuditCheck, ClusterFacts } from "../facts.ts";
import { controlPlaneNodes } from "../objects.ts";

const advice =
  "kubeadm cannot change it on a running cluster without new certificates: plan a new cluster, or move the name to a load balancer";

const check: AuditCheck = {
  name: "control-plane-endpoint",
  about: "clients are told an address that is not one node's own",
  find(facts) {
    const { controlPlane } = facts;
    if (controlPlane === undefined) return [];
    const subject = "controlPlaneEndpoint";
    if (controlPlane.endpoint === "")
      return [
        {
          severity: "high",
          subject,
          evidence: "kubeadm-config has none",
          why: "every kubelet talks to the first control plane alone, and no other can join",
          advice,
          scenario: "single-control-plane",
        },
      ];
    const owner = ownerOf(hostOf(controlPlane.endpoint), facts);
    if (owner === undefined) return [];
    return [
      {
        severity: "high",
        subject,
        evidence: `${controlPlane.endpoint} is the address of ${owner} itself`,
        why: "when that node is lost, every client is without an API, whatever the others do",
        advice,
        scenario: "lb-kill",
      },
    ];
  },
};
export default check;

function hostOf(endpoint: string): string {
  return endpoint.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}

/** The control plane that has this address or name. */
function ownerOf(host: string, facts: ClusterFacts): string | undefined {
  const node = controlPlaneNodes(facts).find(
    ({ metadata, status }) =>
      metadata?.name === host || (status?.addresses ?? []).some(({ address }) => address === host),
  );
  return node?.metadata?.name;
}
