import type { Action } from "../model/action.ts";
import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import type { CommandLook } from "../model/leftover.ts";
import { memberHost } from "../model/node-addresses.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { manifestFolder } from "./component.ts";
import { componentFunction } from "./component-processes.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { ownFolder } from "./own-folder.ts";
import { scriptWords } from "./script.ts";
import { wakeKubeletFunction } from "./wake-kubelet.ts";

const data = "/var/lib/etcd/member";
const manifest = `${manifestFolder}/etcd.yaml`;

/** Where etcd's manifest lies while it is away: on the same file system, so that moving is one step. */
const stash = "/etc/kubernetes/kind-chaos-replaced";

/** Has the id of the member that is replaced, from before anything is done until the new one has a vote. */
const note = `${ownFolder}/replacing`;

/** Says that the member's data is gone: from here on there is no way but the new member. */
const gone = `${ownFolder}/replacing-without-data`;

/** Has the id of the member that was replaced last. */
export const replacedNote = `${ownFolder}/replaced-member`;

/** Goes on where a member is to be replaced, one at a time: another may heal the same. */
const begun = [
  `[ -e ${note} ] || exit 0`,
  "exec 9>/run/kind-chaos-replace && flock -w 50 9 || exit",
  `[ -e ${note} ] || exit 0`,
].join("\n");

/** Notes which member is to be replaced. */
const begin = [
  etcdFunctions,
  `mkdir -p ${ownFolder} && rm -f ${replacedNote} || exit`,
  "id=$(etcd endpoint status | cut -d, -f2 | tr -d ' ') && [ -n \"$id\" ] || exit",
  `echo "$id" >${note}.part && mv ${note}.part ${note}`,
].join("\n");

/** Takes etcd down with the signal $1, and its data away for good. */
const takeOut = [
  begun,
  `[ ! -e ${gone} ] || exit 0`,
  componentFunction,
  `mkdir -p ${stash} || exit`,
  `[ ! -e ${manifest} ] || mv ${manifest} ${stash}/ || exit`,
  'pids=$(component etcd) || exit; for pid in $pids; do kill -s "$1" $pid; done',
  'for try in $(seq 400); do left=$(component etcd) || exit; [ -n "$left" ] || break; sleep 0.05; done',
  '[ -z "$left" ] || { echo "etcd does not end: $left" >&2; exit 1; }',
  `: >${gone} && rm -rf ${data}`,
].join("\n");

/** Puts the manifest of a member back that has its data still, and forgets that it was to be replaced. */
const giveBack = [
  begun,
  `[ ! -e ${gone} ] || exit 0`,
  wakeKubeletFunction,
  `[ ! -e ${stash}/etcd.yaml ] || mv ${stash}/etcd.yaml ${manifest} || exit`,
  `rmdir ${stash} 2>/dev/null; rm -f ${note} ${note}.part`,
  "wake_kubelet etcd",
].join("\n");

/** Takes the old member off the list of those at $1: first, because of four members two do not decide. */
const remove = [
  begun,
  etcdFunctions,
  `id=$(cat ${note}) && members=$(etcd_at "$1" member list) || exit`,
  'case $members in *"$id, "*) etcd_at "$1" member remove "$id" >/dev/null;; esac',
].join("\n");

/**
 * Adds the member $2 at the host $3 to those at $1, without a vote, and starts it on an empty folder as one of $4. Added
 * for up to 30 s, because etcd refuses while a member is newly connected (strict-reconfig-check).
 */
const join = [
  begun,
  etcdFunctions,
  wakeKubeletFunction,
  'for try in $(seq 30); do members=$(etcd_at "$1" member list) || exit',
  'case $members in *"https://$3:2380"*) break;; esac',
  'etcd_at "$1" member add "$2" --learner "--peer-urls=https://$3:2380" >/dev/null || sleep 1; done',
  'case $members in *"https://$3:2380"*) ;; *) echo "no member can be added" >&2; exit 1;; esac',
  `if [ -e ${stash}/etcd.yaml ]`,
  `then sed -e '/--initial-cluster-state=/d' -e "s|^\\( *- --initial-cluster\\)=.*|\\1=$4\\n\\1-state=existing|" ${stash}/etcd.yaml >${stash}/etcd.new || exit`,
  `mv ${stash}/etcd.new ${manifest} && rm ${stash}/etcd.yaml || exit; fi`,
  'for try in 1 2 3; do wake_kubelet etcd; [ -z "$(component etcd)" ] || exit 0; done',
  'echo "etcd does not start" >&2; exit 1',
].join("\n");

/** Gives the member at the host $2 a vote as soon as those at $1 let it: when it has caught up. */
const promote = [
  begun,
  etcdFunctions,
  "for try in $(seq 60)",
  'do own=$(etcd_at "$1" member list | grep -F "https://$2:2380")',
  'case $own in *", started, "*", false") break;; esac',
  `etcd_at "$1" member promote "\${own%%,*}" >/dev/null 2>&1; sleep 1; done`,
  'case $own in *", started, "*", false") ;; *) echo "it has no vote: $own" >&2; exit 1;; esac',
  `rm -f ${gone}; rmdir ${stash} 2>/dev/null; mv ${note} ${replacedNote}`,
].join("\n");

/** Time for the slowest of them, milliseconds: a member catches up with some ten megabytes in a second. */
const limitMs = 90_000;

function shell(node: Node, part: string, script: string, ...words: readonly string[]): Action {
  return { do: "exec", node: node.name, argv: scriptWords(script, ...words), timeoutMs: limitMs, part };
}

/** Takes a node's etcd member out, with all its data. */
export function takeMemberOut(node: Node, signal: "TERM" | "KILL"): Action[] {
  return [shell(node, "the member noted", begin), shell(node, "the member taken out", takeOut, signal)];
}

/**
 * Puts a new member in the place of one that was taken out: the old one removed, the new one added without a vote and
 * given one when it has caught up. A member that has its data still goes on instead. All of it is asked from the node
 * itself, of the other members; idempotent, also beside itself.
 */
export function putNewMember(node: Node, cluster: Cluster): Action[] {
  const members = controlPlanes(cluster);
  const others = members.filter(({ name }) => name !== node.name);
  const at = others.map((other) => `https://${memberHost(other)}:2379`).join(",");
  const all = members.map((each) => `${each.name}=https://${memberHost(each)}:2380`).join(",");
  const host = memberHost(node);
  return [
    shell(node, "a member with its data kept", giveBack),
    shell(node, "the old member removed", remove, at),
    shell(node, "a new member added", join, at, node.name, host, all),
    shell(node, "the new member given a vote", promote, at, host),
  ];
}

/** Whether there is any data of a member on a node. */
export async function hasMemberData(runtime: NodeRuntime, node: string): Promise<boolean> {
  // test ends with 1 where there is no such folder.
  return (await runtime.look(node, ["test", "-e", data], { exits: [0, 1] })).exitCode === 0;
}

/** A member that was taken out, or whose successor has no vote. */
export function replacingLook(node: Node, cluster: Cluster): CommandLook {
  return {
    what: "an etcd member that is half replaced",
    node: node.name,
    argv: ["test", "-e", note],
    exits: [0, 1],
    isLeft: ({ exitCode }) => exitCode === 0,
    mend: putNewMember(node, cluster),
  };
}
