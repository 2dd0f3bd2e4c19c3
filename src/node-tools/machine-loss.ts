import { manifestFolder } from "./component.ts";
import { componentFunction } from "./component-processes.ts";
import { replacedNote } from "./etcd-replace.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { kubectlFunction } from "./kubectl.ts";
import { ownFolder } from "./own-folder.ts";

/** Folder of a node for what is known of control planes that are replaced: a note for each, by its name. */
export const machineFolder = `${ownFolder}/machine`;

/** What the node had before: its member's id, its Node's uid, and the digest of its API server's certificate. */
export const replacedMachine = `${machineFolder}/replaced`;

/** What kind gave kubeadm for the node when the cluster was made: its addresses, labels and settings are in it. */
export const kubeadmFile = "/kind/kubeadm.conf";

/** Goes on where the machine of the note $1 is to be replaced, one at a time: another may heal the same. */
export const machineNoted = [
  '[ -e "$1" ] || exit 0',
  "exec 9>/run/kind-chaos-machine && flock -w 100 9 || exit",
  '[ -e "$1" ] || exit 0',
].join("\n");

/** Goes on where the machine of the note $1 is gone and no new one has joined. */
export const machineGone = '{ grep -qx lost "$1" && ! grep -qx joined "$1"; } || exit 0';

/** Notes in $1 what the node $2 has; $3 says who else could take it back in. */
export const noteMachine = [
  etcdFunctions,
  kubectlFunction,
  '[ -n "$3" ] || { echo "it is the only control plane: nobody could take a new one in" >&2; exit 1; }',
  `[ -e ${manifestFolder}/etcd.yaml ] || { echo "no etcd member of its own: only a stacked control plane is replaced" >&2; exit 1; }`,
  `[ -e ${kubeadmFile} ] || { echo "no ${kubeadmFile}: nobody knows how the node was made" >&2; exit 1; }`,
  '{ etcd endpoint health --cluster; } >/dev/null 2>&1 || { echo "not every etcd member is healthy: without this one too few may be" >&2; exit 1; }',
  `mkdir -p ${machineFolder} && rm -f ${replacedNote} ${replacedMachine} || exit`,
  "id=$(etcd endpoint status | cut -d, -f2 | tr -d ' ') && [ -n \"$id\" ] || exit",
  `uid=$(k get node "$2" -o 'jsonpath={.metadata.uid}') && [ -n "$uid" ] || exit`,
  "digest=$(sha256sum </etc/kubernetes/pki/apiserver.crt | cut -d' ' -f1)",
  'printf "member %s\\nuid %s\\ncertificate %s\\n" "$id" "$uid" "$digest" >"$1.part" && mv "$1.part" "$1"',
].join("\n");

/**
 * Defines a function of a shell, `wipe`: it ends all that runs in pods on a control plane at once and for good, first the
 * processes of the names $1, an extended regular expression, and takes away all that kubeadm, the kubelet and etcd had
 * there; images and the programs of the node image stay, as on a machine that is installed anew.
 */
const wipeFunction = [
  componentFunction,
  "wipe() { systemctl kill -s KILL kubelet 2>/dev/null; systemctl stop kubelet || return",
  'pids=$(component "$1") || return; [ -z "$pids" ] || kill -9 $pids',
  'for id in $(ctr -n k8s.io tasks ls -q); do ctr -n k8s.io tasks kill -s KILL "$id" >/dev/null 2>&1; done',
  'for try in $(seq 100); do left=$(component "$1") || return; [ -n "$left" ] || break; sleep 0.1; done',
  '[ -z "$left" ] || { echo "still running:" $left >&2; return 1; }',
  // Volumes of pods are mounted there.
  `awk '$2 ~ "^/var/lib/kubelet/" { print $2 }' /proc/mounts | sort -r | while read -r one; do umount -l "$one"; done`,
  "rm -rf /etc/kubernetes/manifests /etc/kubernetes/pki /etc/kubernetes/tmp /etc/kubernetes/*.conf \\",
  "/var/lib/kubelet /var/lib/etcd/member /etc/cni/net.d/* || return",
  "mkdir -p /etc/kubernetes/manifests /etc/kubernetes/pki/etcd; }",
].join("\n");

/** From its first line on there is no way back. */
export const loseMachine = [machineNoted, wipeFunction, 'grep -qx lost "$1" || echo lost >>"$1"; wipe "$2"'].join("\n");

/** What was lost is taken away to its end, and so is what has joined by half. */
export const wipeMachine = [machineNoted, machineGone, wipeFunction, 'wipe "$2"'].join("\n");
