import { etcdNodes, quorumOf } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, type ReuseOptions } from "../define-target.ts";
import {
  etcdRoles,
  type Leader,
  membersMissing,
  membersParams,
  someMembers,
  withLeader,
} from "../etcd-member-choice.ts";

const target = defineTarget({
  role: "majority",
  summary: "as many etcd members as decide: the smallest number above one half",
  params: membersParams,
  describe: ({ leader }) => `a majority of etcd members, ${withLeader(leader)}`,
  missing: ({ leader }, shape) => {
    const members = etcdNodes(shape).length;
    if (members === 1) return `${shape.name} has one etcd member: say etcd-leader`;
    return membersMissing(shape, quorumOf(members), leader);
  },
  nodeRoles: etcdRoles,
  count: (_params, shape) => quorumOf(etcdNodes(shape).length),
  resolve: ({ leader }, cluster, roles, seed) =>
    someMembers(quorumOf(etcdNodes(cluster).length), leader, cluster, roles, seed),
});
export default target;

/** As many etcd members as decide, with the leader among them or not. */
export function majority(leader: Leader, options: ReuseOptions = {}): TargetSpec {
  return { role: target.role, leader, ...options };
}
