import { z } from "zod";
import { type Cluster, etcdNodes, type Node, type NodeRole } from "../model/cluster.ts";
import type { EtcdMember } from "../model/event.ts";
import type { Found, Roles, Shape } from "../model/target.ts";
import { avoidReusedConnections } from "./define-target.ts";

/** Whether the node with the etcd leader is among those that are hit. */
export const leaderSchema = z.enum(["included", "excluded"]);
export type Leader = z.infer<typeof leaderSchema>;

/** The parameters of a role that means several members. */
export const membersParams = z.strictObject({ leader: leaderSchema, avoidReusedConnections });

/** Words that follow a number of members. */
export function withLeader(leader: Leader): string {
  return leader === "included" ? "the leader among them" : "the leader not among them";
}

/** Roles of the containers that etcd's members run in. */
export function etcdRoles(_params: unknown, shape: Shape): readonly NodeRole[] {
  return etcdNodes(shape).map(({ role }) => role);
}

/** Why a topology does not have so many members, with or without the leader; undefined where it has. */
export function membersMissing(shape: Shape, count: number, leader: Leader): string | undefined {
  const { name } = shape;
  const members = etcdNodes(shape).length;
  if (count === 0) return `${name} has ${members} etcd members, of which none may be lost`;
  const eligible = leader === "included" ? members : members - 1;
  return count <= eligible ? undefined : `${name} has ${members} etcd members, of which ${count} are not to be had`;
}

/**
 * The node of the leader and those of the followers, in an order that turns with the seed; the reason where no leader
 * is known.
 */
export async function leaderAndFollowers(
  cluster: Cluster,
  roles: Roles,
  seed: number,
): Promise<{ readonly leader: Node; readonly followers: readonly Node[] } | string> {
  const nodes = etcdNodes(cluster);
  const name = leaderOf(await roles.members());
  const leader = nodes.find((node) => node.short === name);
  if (leader === undefined) return name === undefined ? "no etcd member says that it leads" : `${name} is not a node`;
  const followers = nodes.filter((node) => node !== leader);
  // Which follower is hit changes with the seed, so that repeated runs hit different ones.
  return { leader, followers: followers.map((_, index) => followers[(seed + index) % followers.length] as Node) };
}

/** So many nodes of members, with the leader among them or not. */
export async function someMembers(
  count: number,
  leader: Leader,
  cluster: Cluster,
  roles: Roles,
  seed: number,
): Promise<Found> {
  const found = await leaderAndFollowers(cluster, roles, seed);
  if (typeof found === "string") return found;
  const { leader: first, followers } = found;
  const chosen = leader === "included" ? [first, ...followers.slice(0, count - 1)] : followers.slice(0, count);
  return chosen.length === count && count > 0 ? chosen : `the cluster has ${etcdNodes(cluster).length} members`;
}

function leaderOf(members: readonly EtcdMember[]): string | undefined {
  return members.find((member) => member.memberId === member.leaderId)?.node;
}
