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
  role: "minority",
  summary: "as many etcd members as may be lost: the largest number below one half",
  params: membersParams,
  describe: ({ leader }) => `a minority of etcd members, ${withLeader(leader)}`,
  missing: ({ leader }, shape) => membersMissing(shape, mayBeLost(etcdNodes(shape).length), leader),
  nodeRoles: etcdRoles,
  count: (_params, shape) => mayBeLost(etcdNodes(shape).length),
  resolve: ({ leader }, cluster, roles, seed) =>
    someMembers(mayBeLost(etcdNodes(cluster).length), leader, cluster, roles, seed),
});
export default target;

/** As many etcd members as may be lost, with the leader among them or not. */
export function minority(leader: Leader, options: ReuseOptions = {}): TargetSpec {
  return { role: target.role, leader, ...options };
}

function mayBeLost(members: number): number {
  return members - quorumOf(members);
}
