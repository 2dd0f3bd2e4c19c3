import { counted } from "../../analysis/statistics/format.ts";
import type { AuditCheck, ClusterFacts, Found } from "../facts.ts";
import { controlPlaneNodes, isNotReady, isStateElsewhere, zoneOf } from "../objects.ts";

const subject = "control plane";
const owner = "cluster";

const check: AuditCheck = {
  name: "control-planes",
  about: "enough control planes, all of them Ready, in different zones where the nodes say theirs",
  scenarios: ["all-control-planes-down", "control-plane-kill", "single-control-plane", "two-members"],
  find(facts) {
    const nodes = controlPlaneNodes(facts);
    // A managed control plane shows no nodes: nothing can be said of it from here.
    if (nodes.length === 0) return [];
    const elsewhere = isStateElsewhere(facts);
    const names = nodes.map((node) => node.metadata?.name ?? "").join(", ");
    // What keeps the state elsewhere needs no majority.
    if (nodes.length < (elsewhere ? 2 : 3))
      return [
        {
          severity: "high",
          subject,
          owner,
          evidence: `${counted(nodes.length, "control plane")}: ${names}`,
          why: elsewhere
            ? "when it is lost there is no API: nothing is scheduled, moved or repaired"
            : "with etcd on them fewer than three control planes survive the loss of none",
          advice: elsewhere ? "join another control plane" : "join control planes until there are three",
          scenario: nodes.length === 1 ? "single-control-plane" : "two-members",
        },
      ];
    return [...away(nodes, elsewhere), ...inOneZone(nodes, names, facts)];
  },
};
export default check;

function away(nodes: ReturnType<typeof controlPlaneNodes>, elsewhere: boolean): Found[] {
  const gone = nodes.filter(isNotReady);
  if (gone.length === 0) return [];
  const spare = (elsewhere ? nodes.length - 1 : Math.floor((nodes.length - 1) / 2)) - gone.length;
  return [
    {
      severity: spare > 0 ? "medium" : "high",
      subject,
      owner,
      evidence: `${gone.length} of ${nodes.length} not Ready: ${gone.map(({ metadata }) => metadata?.name).join(", ")}`,
      why: spare > 0 ? `only ${spare} more can be lost` : "no other can be lost now",
      advice: "see why: kubectl describe node, and the kubelet's log there",
      scenario: "control-plane-kill",
    },
  ];
}

function inOneZone(nodes: ReturnType<typeof controlPlaneNodes>, names: string, facts: ClusterFacts): Found[] {
  const zones = new Set(nodes.map(zoneOf));
  if (zones.size > 1 || !facts.nodes.some((node) => zoneOf(node) !== undefined)) return [];
  return [
    {
      severity: "medium",
      subject,
      owner,
      evidence: `all ${nodes.length} in ${zones.has(undefined) ? "no zone" : `zone ${[...zones][0]}`}: ${names}`,
      why: "a zone takes all of them away at once",
      advice: "spread the control planes over zones, and label the nodes with topology.kubernetes.io/zone",
      scenario: "all-control-planes-down",
    },
  ];
}
