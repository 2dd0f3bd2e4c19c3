import { counted } from "../../analysis/statistics/format.ts";
import type { AuditCheck, ClusterFacts, Finding } from "../facts.ts";
import { nodesOf, type Workload, workloadsOf, zoneOf } from "../objects.ts";

const check: AuditCheck = {
  name: "co-located-replicas",
  about: "replicas that are all on one node or in one zone, CoreDNS as kubeadm makes it among them",
  find: (facts) =>
    workloadsOf(facts)
      .filter(({ pods, replicas }) => replicas > 1 && pods.length > 1)
      .flatMap((workload) => judge(workload, facts) ?? []),
};
export default check;

function judge(workload: Workload, facts: ClusterFacts): Omit<Finding, "check"> | undefined {
  const { subject, namespace, name, pods } = workload;
  const nodes = nodesOf(pods);
  const isDns = namespace === "kube-system" && pods[0]?.metadata?.labels?.["k8s-app"] === "kube-dns";
  const loses = isDns ? "no name resolves anywhere in the cluster" : "the whole application is away";
  const advice = `spread them: topologySpreadConstraints or podAntiAffinity on kubernetes.io/hostname and topology.kubernetes.io/zone, then kubectl -n ${namespace} rollout restart ${workload.kind.toLowerCase()}/${name}`;
  if (nodes.length === 1)
    return {
      severity: "high",
      subject,
      evidence: `all ${counted(pods.length, "replica")} on ${nodes[0]}`,
      why: `when that node is lost, ${loses} for minutes`,
      advice,
      scenario: isDns ? "dns-replica-loss" : "co-located-replicas",
    };
  const zones = new Set(
    facts.nodes.filter(({ metadata }) => nodes.includes(metadata?.name ?? "")).map((node) => zoneOf(node)),
  );
  const all = new Set(facts.nodes.flatMap((node) => zoneOf(node) ?? []));
  if (zones.size !== 1 || all.size < 2) return undefined;
  return {
    severity: "medium",
    subject,
    evidence: `all ${counted(pods.length, "replica")} in zone ${[...zones][0] ?? "(none)"} of ${[...all].join(", ")}`,
    why: `when that zone is lost, ${loses} for minutes`,
    advice,
    scenario: "zone-outage",
  };
}
