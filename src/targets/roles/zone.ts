import { z } from "zod";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr } from "../define-target.ts";

const target = defineTarget({
  role: "zone",
  summary: "every node with this value of the label topology.kubernetes.io/zone",
  params: z.strictObject({ zone: z.string() }),
  describe: ({ zone }) => `zone ${zone}`,
  missing: ({ zone }, { name, zones }) => {
    if (zones.length === 0) return `no node of ${name} has the label topology.kubernetes.io/zone`;
    return zones.includes(zone) ? undefined : `${name} has the zones ${zones.join(", ")}`;
  },
  nodeRoles: ({ zone }, { nodes }) => nodes.filter((node) => node.zone === zone).map(({ role }) => role),
  count: ({ zone }, { nodes }) => nodes.filter((node) => node.zone === zone).length,
  resolve: ({ zone }, { nodes }) =>
    foundOr(
      nodes.filter((node) => node.zone === zone),
      "no node has that label",
    ),
});
export default target;

/** Every node of a zone. */
export function zone(name: string): TargetSpec {
  return { role: target.role, zone: name };
}
