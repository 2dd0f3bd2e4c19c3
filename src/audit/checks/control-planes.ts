import { counted } from "../../analysis/statistics/format.ts";
import type { AuditCheck } from "../facts.ts";
import { controlPlaneNodes, zoneOf } from "../objects.ts";

const check: AuditCheck = {
  name: "control-planes",
  about: "at least three control planes, in different zones where the nodes say theirs",
  find(facts) {
    const nodes = controlPlaneNodes(facts);
    // A managed control plane shows no nodes: nothing can be said of it from here.
    if (nodes.length === 0) return [];
    const names = nodes.map((node) => node.metadata?.name ?? "").join(", ");
    if (nodes.length < 3)
      return [
        {
          severity: "high",
          subject: "control plane",
          evidence: `${counted(nodes.length, "control plane")}: ${names}`,
          why: "with stacked etcd fewer than three control planes survive the loss of none",
          advice: "join control planes until there are three",
          scenario: nodes.length === 1 ? "single-control-plane" : "two-members",
        },
      ];
    const zones = new Set(nodes.map(zoneOf));
    if (zones.size > 1 || !facts.nodes.some((node) => zoneOf(node) !== undefined)) return [];
    return [
      {
        severity: "medium",
        subject: "control plane",
        evidence: `all ${nodes.length} in ${zones.has(undefined) ? "no zone" : `zone ${[...zones][0]}`}: ${names}`,
        why: "a zone takes all of them away at once",
        advice: "spread the control planes over zones, and label the nodes with topology.kubernetes.io/zone",
        scenario: "all-control-planes-down",
      },
    ];
  },
};
export default check;
