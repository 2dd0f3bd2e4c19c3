import { etcdNodes } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr, type ReuseOptions, reuseParams } from "../define-target.ts";
import { etcdRoles, leaderAndFollowers } from "../etcd-member-choice.ts";

const target = defineTarget({
  role: "etcd-follower",
  summary: "one etcd member that does not lead; which one changes with the seed",
  params: reuseParams,
  describe: () => "an etcd follower",
  missing: (_params, shape) =>
    etcdNodes(shape).length > 1 ? undefined : `${shape.name} has one etcd member, and it leads`,
  nodeRoles: etcdRoles,
  resolve: async (_params, cluster, roles, seed) => {
    const found = await leaderAndFollowers(cluster, roles, seed);
    return typeof found === "string" ? found : foundOr(found.followers.slice(0, 1), "the leader is the only member");
  },
});
export default target;

/** The node of an etcd member that does not lead. */
export function etcdFollower(options: ReuseOptions = {}): TargetSpec {
  return { role: target.role, ...options };
}
