import { z } from "zod";
import { controlPlanes } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr } from "../define-target.ts";

const target = defineTarget({
  role: "lane",
  summary: "the control plane that answers on a lane's reused connection",
  params: z.strictObject({ lane: z.string() }),
  describe: ({ lane }) => `the node that answers ${lane}`,
  lane: ({ lane }) => lane,
  resolve: async ({ lane }, cluster, roles) =>
    foundOr([controlPlanes(cluster)[(await roles.backendOf(lane)) ?? -1]], "it holds no connection to any"),
});
export default target;

/** The control plane that answers on the reused connection of a lane, for example "write/api/reused". */
export function lane(id: string): TargetSpec {
  return { role: target.role, lane: id };
}
