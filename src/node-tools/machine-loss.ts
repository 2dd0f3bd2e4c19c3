import { manifestFolder } from "./component.ts";
import { componentFunction } from "./component-processes.ts";
import { mustNotEncryptAtAll } from "./encryption-rollout.ts";
import { replacedNote } from "./etcd-old-member.ts";
import { spareMemberFunction } from "./etcd-spare.ts";
import { kubectlFunction } from "./kubectl.ts";
import { ownFolder } from "./own-folder.ts";

/** Folder of a node for what is known of control planes that are replaced: a note for each, by its name. */
export const machineFolder = `${ownFolder}/machine`;

/** What the node had before: its member's id, its Node's uid, and the digest of its API server's certificate. */
export const replacedMachine = `${machineFolder}/replaced`;

/** What kind gave kubeadm for the node when the cluster was made: its addresses, labels and settings are in it. */
export const kubeadmFile = "/kind/kubeadm.conf";

/**
 * Ends well unless the machine of the note $1 is to be replaced, one at a time: another may heal the same. The folder
 * itself is the lock.
 */
export const endUnlessNoted = [
  '[ -e "$1" ] || exit 0',
  `exec 9<${machineFolder} && flock -w 100 9 || exit`,
  '[ -e "$1" ] || exit 0',
].join("\n");

/** Ends well unless the machine of the note $1 is gone and no new one has joined. */
export const endUnlessGone = '{ grep -qx lost "$1" && ! grep -qx joined "$1"; } || exit 0';

/** Fails where a control plane was noted on this node, or where it helped, and is not whole again. */
export const mustBeWhole = [
  `for one in ${machineFolder}/*; do case $one in */replaced|*.part|*.token) ;;`,
  `*) [ ! -e "$one" ] || { echo "$(basename "$one") is half replaced: take that back first" >&2; exit 1; };; esac; done`,
].join("\n");

/** Notes in $1 what the node $2 has, where its etcd member can be missed by a cluster of $3 control planes. */
export const noteMachine = [
  spareMemberFunction,
  kubectlFunction,
  `[ -e ${manifestFolder}/etcd.yaml ] || { echo "no etcd member of its own: only a stacked control plane is replaced" >&2; exit 1; }`,
  `[ -e ${kubeadmFile} ] || { echo "no ${kubeadmFile}: nobody knows how the node was made" >&2; exit 1; }`,
  `(\n${mustNotEncryptAtAll}\n) || exit`,
  'spare_member "$3" || exit',
  `mkdir -p ${machineFolder} && rm -f ${replacedNote} ${replacedMachine} || exit`,
  "id=$(etcd endpoint status | cut -d, -f2 | tr -d ' ') && [ -n \"$id\" ] || exit",
  `uid=$(k get node "$2" -o 'jsonpath={.metadata.uid}') && [ -n "$uid" ] || exit`,
  "digest=$(sha256sum </etc/kubernetes/pki/apiserver.crt | cut -d' ' -f1)",
  'printf "member %s\\nuid %s\\ncertificate %s\\n" "$id" "$uid" "$digest" >"$1.part" && mv "$1.part" "$1"',
].join("\n");

/**
 * Defines functions of a shell that take away what was mounted and what ran. `unmount`: all below /var/lib/kubelet, where
 * volumes of pods are mounted; it fails where any is left, since what is deleted then is what lies on it. The kernel
 * writes space, tab, newline and backslash there as \040, \011, \012 and \134. `forget_containers`: what containerd knows
 * of containers that do not run any more, the namespaces of their networks, and the addresses that pods had; containerd
 * begins anew, because its own memory is read at its start alone.
 */
const emptyFunctions = [
  `unmount() { awk '$2 ~ "^/var/lib/kubelet/" { gsub(/%/, "%%", $2); print $2 }' /proc/mounts | sort -r | while read -r one; do umount -l "$(printf "$one")"; done`,
  '! grep -q " /var/lib/kubelet/" /proc/mounts || { echo "volumes of pods are still mounted" >&2; return 1; }; }',
  'forget_containers() { for id in $(ctr -n k8s.io containers ls -q); do ctr -n k8s.io tasks rm -f "$id" >/dev/null 2>&1; ctr -n k8s.io containers rm "$id" >/dev/null || return; done',
  'for one in /run/netns/cni-*; do [ ! -e "$one" ] || { umount -l "$one"; rm -f "$one"; }; done',
  "rm -rf /var/lib/cni/* /run/cni-ipam-state/* && systemctl restart containerd; }",
].join("\n");

/**
 * Defines a function of a shell, `wipe`: it ends all that runs in pods on a control plane at once and for good, first the
 * processes of the names $1, an extended regular expression, and takes away all that kubeadm, the kubelet, etcd and pods
 * had there; images and the programs of the node image stay, as on a machine that is installed anew from that.
 */
const wipeFunction = [
  componentFunction,
  emptyFunctions,
  "wipe() { systemctl kill -s KILL kubelet 2>/dev/null; systemctl stop kubelet || return",
  'pids=$(component "$1") || return; [ -z "$pids" ] || kill -9 $pids',
  'for id in $(ctr -n k8s.io tasks ls -q); do ctr -n k8s.io tasks kill -s KILL "$id" >/dev/null 2>&1; done',
  'for try in $(seq 100); do left=$(component "$1") || return; [ -n "$left" ] || break; sleep 0.1; done',
  '[ -z "$left" ] || { echo "still running:" $left >&2; return 1; }',
  "unmount && forget_containers || return",
  "rm -rf --one-file-system /etc/kubernetes/manifests /etc/kubernetes/pki /etc/kubernetes/tmp /etc/kubernetes/*.conf \\",
  "/var/lib/kubelet /var/lib/etcd/member /etc/cni/net.d/* || return",
  "mkdir -p /etc/kubernetes/manifests /etc/kubernetes/pki/etcd; }",
].join("\n");

/** From its first line on there is no way back. */
export const loseMachine = [endUnlessNoted, wipeFunction, 'grep -qx lost "$1" || echo lost >>"$1"; wipe "$2"'].join(
  "\n",
);

/** What was lost is taken away to its end, and so is what has joined by half. */
export const wipeMachine = [endUnlessNoted, endUnlessGone, wipeFunction, 'wipe "$2"'].join("\n");
