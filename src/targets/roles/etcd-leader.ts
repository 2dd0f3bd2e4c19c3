import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, type ReuseOptions, reuseParams } from "../define-target.ts";
import { etcdRoles, leaderAndFollowers } from "../etcd-member-choice.ts";

const target = defineTarget({
  role: "etcd-leader",
  summary: "the etcd member that leads, by etcd's own word",
  params: reuseParams,
  describe: () => "the etcd leader",
  nodeRoles: etcdRoles,
  resolve: async (_params, cluster, roles, seed) => {
    const found = await leaderAndFollowers(cluster, roles, seed);
    return typeof found === "string" ? found : [found.leader];
  },
});
export default target;

/** The node of the etcd member that leads. */
export function etcdLeader(options: ReuseOptions = {}): TargetSpec {
  return { role: target.role, ...options };
}
