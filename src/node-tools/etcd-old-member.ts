import { manifestFolder } from "./component.ts";
import { componentFunction } from "./component-processes.ts";
import { memberData } from "./etcd-restore.ts";
import { spareMemberFunction } from "./etcd-spare.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { ownFolder } from "./own-folder.ts";
import { wakeKubeletFunction } from "./wake-kubelet.ts";

export const etcdManifest = `${manifestFolder}/etcd.yaml`;

/** Where etcd's manifest lies while it is away: on the same file system, so that moving is one step. */
export const manifestStash = "/etc/kubernetes/kind-chaos-replaced";

/** Has the id of the member that is replaced, from before anything is done until the new one has a vote. */
export const replacingNote = `${ownFolder}/replacing`;

/** Says that the others were asked to remove the member, and by its word "done" that their list has it no more. */
export const removalAsked = `${ownFolder}/replacing-removed`;

/** Says that the member's data is being deleted or gone: from here on there is no way but the new member. */
export const dataGone = `${ownFolder}/replacing-without-data`;

/** Has the id of the member that was replaced last. */
export const replacedNote = `${ownFolder}/replaced-member`;

/** Goes on where a member is to be replaced, one at a time: another may heal the same. The folder itself is the lock. */
export const begunReplacing = [
  `[ -e ${replacingNote} ] || exit 0`,
  `exec 9<${ownFolder} && flock -w 50 9 || exit`,
  `[ -e ${replacingNote} ] || exit 0`,
].join("\n");

/** Fails unless the member can be missed by a cluster of $1 control planes. */
export const mayMiss = [spareMemberFunction, 'spare_member "$1"'].join("\n");

/** Notes which member is to be replaced, where it can be missed by a cluster of $1 control planes. */
export const noteMember = [
  spareMemberFunction,
  `[ ! -e ${replacingNote} ] || { echo "an etcd member is half replaced here already" >&2; exit 1; }`,
  `[ -e ${etcdManifest} ] || { echo "no etcd member of its own: only one of a stacked control plane is replaced" >&2; exit 1; }`,
  'spare_member "$1" || exit',
  `mkdir -p ${ownFolder} && rm -f ${replacedNote} ${removalAsked} ${dataGone} || exit`,
  "id=$(etcd endpoint status | cut -d, -f2 | tr -d ' ') && [ -n \"$id\" ] || exit",
  `echo "$id" >${replacingNote}.part && mv ${replacingNote}.part ${replacingNote}`,
].join("\n");

/** Takes etcd down with the signal $1; its data stays. */
export const stopMember = [
  begunReplacing,
  `[ ! -e ${dataGone} ] || exit 0`,
  componentFunction,
  `mkdir -p ${manifestStash} || exit`,
  `[ ! -e ${etcdManifest} ] || mv ${etcdManifest} ${manifestStash}/ || exit`,
  'pids=$(component etcd) || exit; for pid in $pids; do kill -s "$1" $pid; done',
  'for try in $(seq 400); do left=$(component etcd) || exit; [ -n "$left" ] || break; sleep 0.05; done',
  '[ -z "$left" ] || { echo "etcd does not end: $left" >&2; exit 1; }',
].join("\n");

/** What lies there once the manifest is back is the new member's own, and is left. */
const deleteData = `[ ! -e ${manifestStash}/etcd.yaml ] || { : >${dataGone} && rm -rf ${memberData}; }`;

/** Deletes the data of a member that is down, for good, whatever the others know of it: as a disk that dies does. */
export const loseData = [begunReplacing, deleteData].join("\n");

/** The same of a member that is listed no more, or whose data was to be gone: to its end, where that broke off. */
export const deleteRemoved = [
  begunReplacing,
  `[ -e ${dataGone} ] || grep -qx done ${removalAsked} || { echo "it may still be a member" >&2; exit 1; }`,
  deleteData,
].join("\n");

/** Puts the manifest of a member back that has its data and is listed still, and forgets that it was to be replaced. */
export const giveMemberBack = [
  begunReplacing,
  `[ ! -e ${dataGone} ] && [ ! -e ${removalAsked} ] || exit 0`,
  wakeKubeletFunction,
  `[ ! -e ${manifestStash}/etcd.yaml ] || mv ${manifestStash}/etcd.yaml ${etcdManifest} || exit`,
  `rmdir ${manifestStash} 2>/dev/null; rm -f ${replacingNote} ${replacingNote}.part`,
  "wake_kubelet etcd",
].join("\n");

/**
 * Takes the old member off the list of those at $1: before a new one is added, because of four members two do not decide.
 * Tried six times, since each may take 10 s; etcd refuses while another is newly connected (strict-reconfig-check). Where
 * the list says that it was refused to the end, a member with its data can be given back.
 */
export const removeMember = [
  begunReplacing,
  etcdFunctions,
  `id=$(cat ${replacingNote}) && [ -n "$id" ] || exit 1`,
  'listed() { members=$(etcd_at "$1" member list) || return 2; case $members in *"$id, "*) return 0;; *) return 1;; esac; }',
  'for try in 1 2 3 4 5 6; do listed "$1"; case $? in',
  `(1) echo done >${removalAsked}; exit;; (0) : >${removalAsked}; etcd_at "$1" member remove "$id" >/dev/null && continue;; esac; sleep 1; done`,
  `listed "$1"; case $? in (0) rm -f ${removalAsked};; (1) echo done >${removalAsked}; exit;; esac`,
  'echo "the old member cannot be removed" >&2; exit 1',
].join("\n");
