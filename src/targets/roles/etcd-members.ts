import { z } from "zod";
import type { TargetSpec } from "../../model/target.ts";
import { avoidReusedConnections, defineTarget, positive, type ReuseOptions } from "../define-target.ts";
import {
  etcdRoles,
  type Leader,
  leaderSchema,
  membersMissing,
  someMembers,
  withLeader,
} from "../etcd-member-choice.ts";

const target = defineTarget({
  role: "etcd-members",
  summary: "so many etcd members: two of four, for example, take the quorum",
  params: z.strictObject({ count: positive, leader: leaderSchema, avoidReusedConnections }),
  describe: ({ count, leader }) => `${count} etcd members, ${withLeader(leader)}`,
  missing: ({ count, leader }, shape) => membersMissing(shape, count, leader),
  nodeRoles: etcdRoles,
  count: ({ count }) => count,
  resolve: ({ count, leader }, cluster, roles, seed) => someMembers(count, leader, cluster, roles, seed),
});
export default target;

/** So many etcd members, with the leader among them or not. */
export function etcdMembers(count: number, leader: Leader, options: ReuseOptions = {}): TargetSpec {
  return { role: target.role, count, leader, ...options };
}
