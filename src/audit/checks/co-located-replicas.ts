import { counted } from "../../analysis/statistics/format.ts";
import type { AuditCheck, ClusterFacts, Found } from "../facts.ts";
import { isVirtual, nodesOf, zoneOf } from "../objects.ts";
import { weighed } from "../ownership.ts";
import { type Workload, workloadsOf } from "../workloads.ts";

const check: AuditCheck = {
  name: "co-located-replicas",
  about: "replicas that are all on one node or in one zone, CoreDNS as kubeadm makes it among them",
  scenarios: ["co-located-replicas", "dns-replica-loss", "zone-outage"],
  find(facts) {
    const nodes = new Map(facts.nodes.map((node) => [node.metadata?.name ?? "", node]));
    const zones = new Set(facts.nodes.flatMap((node) => zoneOf(node) ?? []));
    return workloadsOf(facts)
      .filter(({ pods, replicas }) => replicas > 1 && pods.length > 1)
      .flatMap((workload) => judge(workload, nodes, zones) ?? []);
  },
};
export default check;

function judge(
  workload: Workload,
  known: ReadonlyMap<string, ClusterFacts["nodes"][number]>,
  all: ReadonlySet<string>,
): Found | undefined {
  const { subject, pods, isDns, owner } = workload;
  const names = nodesOf(pods);
  const nodes = names.flatMap((one) => known.get(one) ?? []);
  if (nodes.some(isVirtual)) return undefined;
  const loses = isDns ? "no name resolves anywhere in the cluster" : "the whole application is away";
  const advice = `spread them: topologySpreadConstraints or podAntiAffinity on kubernetes.io/hostname and topology.kubernetes.io/zone, then ${again(workload)}`;
  const placed = pods.filter(({ spec }) => spec?.nodeName !== undefined);
  if (names.length === 1 && placed.length > 1)
    return {
      severity: isDns ? "high" : weighed("high", owner),
      subject,
      owner,
      evidence: `all ${counted(placed.length, "replica")} on ${names[0]}`,
      why: `when that node is lost, ${loses} for minutes`,
      advice,
      scenario: isDns ? "dns-replica-loss" : "co-located-replicas",
    };
  const zones = new Set(nodes.map((node) => zoneOf(node)));
  if (zones.size !== 1 || all.size < 2 || zones.has(undefined)) return undefined;
  return {
    severity: weighed("medium", owner),
    subject,
    owner,
    evidence: `all ${counted(placed.length, "replica")} in zone ${[...zones][0]} of ${[...all].join(", ")}`,
    why: `when that zone is lost, ${loses} for minutes`,
    advice,
    scenario: "zone-outage",
  };
}

function again({ kind, namespace, name, subject }: Workload): string {
  const restarts = ["Deployment", "StatefulSet"].includes(kind);
  return restarts ? `kubectl -n ${namespace} rollout restart ${kind.toLowerCase()}/${name}` : `restart ${subject}`;
}
