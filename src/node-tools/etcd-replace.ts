import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import type { CommandLook } from "../model/leftover.ts";
import { memberHost } from "../model/node-addresses.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { addMember, promoteMember } from "./etcd-new-member.ts";
import {
  deleteRemoved,
  giveMemberBack,
  loseData,
  mayMiss,
  noteMember,
  removeMember,
  replacingNote,
  stopMember,
} from "./etcd-old-member.ts";
import { memberData } from "./etcd-restore.ts";
import { scriptWords } from "./script.ts";

/** Time for the slowest of them, milliseconds: a member catches up with some ten megabytes in a second. */
const limitMs = 90_000;

/** What replacing a member may take in all, milliseconds: seven commands, each to its limit. */
export const replaceMemberMs = 7 * limitMs;

function shell(node: Node, part: string, script: string, ...words: readonly string[]): Action {
  return { do: "exec", node: node.name, argv: scriptWords(script, ...words), timeoutMs: limitMs, part };
}

/** How many members there should be, as a word: the control planes have one each. */
function countOf(cluster: Cluster): string {
  return `${controlPlanes(cluster).length}`;
}

/** Fails unless a node's etcd member can be missed for as long as it takes to replace it. */
export function mayMissMember(node: Node, cluster: Cluster): Action {
  return shell(node, "whether the member can be missed", mayMiss, countOf(cluster));
}

function takeMemberDown(node: Node, cluster: Cluster, signal: "TERM" | "KILL"): Action[] {
  return [
    shell(node, "the member noted", noteMember, countOf(cluster)),
    shell(node, "the member stopped", stopMember, signal),
  ];
}

/** Takes a node's etcd member out, with all its data, and without a word to the others. */
export function loseMember(node: Node, cluster: Cluster): Action[] {
  return [...takeMemberDown(node, cluster, "KILL"), shell(node, "its data lost", loseData)];
}

/** The old one removed, what it had deleted, and a new one added without a vote, and given one when it has caught up. */
function newMember(node: Node, cluster: Cluster): Action[] {
  const members = controlPlanes(cluster);
  const others = members.filter(({ name }) => name !== node.name);
  const at = others.map((other) => `https://${memberHost(other)}:2379`).join(",");
  const all = members.map((each) => `${each.name}=https://${memberHost(each)}:2380`).join(",");
  const host = memberHost(node);
  return [
    shell(node, "the old member removed", removeMember, at),
    shell(node, "its data deleted", deleteRemoved),
    shell(node, "a new member added", addMember, at, node.name, host, all),
    shell(node, "the new member given a vote", promoteMember, at, host),
  ];
}

/** Replaces a node's etcd member by a new one: its data stays until the others have taken it off their list. */
export function replaceMember(node: Node, cluster: Cluster): Action[] {
  return [...takeMemberDown(node, cluster, "TERM"), ...newMember(node, cluster)];
}

/**
 * Puts a new member in the place of one that was taken out, by whatever it was. A member that has its data and is listed
 * still goes on instead. All of it is asked from the node itself, of the other members; idempotent, also beside itself.
 */
export function putNewMember(node: Node, cluster: Cluster): Action[] {
  return [shell(node, "a member with its data kept", giveMemberBack), ...newMember(node, cluster)];
}

/** Whether there is any data of a member on a node. */
export async function hasMemberData(runtime: NodeRuntime, node: string): Promise<boolean> {
  // test ends with 1 where there is no such folder.
  return (await runtime.look(node, ["test", "-e", memberData], { exits: [0, 1] })).exitCode === 0;
}

/** A member that was taken out, or whose successor has no vote. */
export function replacingLook(node: Node, cluster: Cluster): CommandLook {
  return {
    what: "an etcd member that is half replaced",
    node: node.name,
    argv: ["test", "-e", replacingNote],
    exits: [0, 1],
    isLeft: ({ exitCode }) => exitCode === 0,
    mend: putNewMember(node, cluster),
    // etcd may refuse to remove or to add for a while, and a new member may be long in catching up.
    mendTries: 3,
  };
}
