import {
  begunReplacing,
  dataGone,
  etcdManifest,
  manifestStash,
  removalAsked,
  replacedNote,
  replacingNote,
} from "./etcd-old-member.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { wakeKubeletFunction } from "./wake-kubelet.ts";

/**
 * Changes the manifest where it lies, so that it keeps its owner and mode (kubeadm's is 0600), and then moves it in one
 * step: whoever breaks in between changes it once more.
 */
const putManifestBack = [
  `if [ -e ${manifestStash}/etcd.yaml ]`,
  `then sed -i -e '/--initial-cluster-state=/d' -e "s|^\\( *- --initial-cluster\\)=.*|\\1=$4\\n\\1-state=existing|" ${manifestStash}/etcd.yaml || exit`,
  `mv ${manifestStash}/etcd.yaml ${etcdManifest} || exit; fi`,
].join("\n");

/**
 * Adds the member $2 at the host $3 to those at $1, without a vote, and starts it on an empty folder as one of $4. Added
 * for up to 30 s, because etcd refuses while a member is newly connected (strict-reconfig-check).
 */
export const addMember = [
  begunReplacing,
  etcdFunctions,
  wakeKubeletFunction,
  'for try in $(seq 30); do members=$(etcd_at "$1" member list) || { sleep 1; continue; }',
  'case $members in *"https://$3:2380"*) break;; esac',
  'etcd_at "$1" member add "$2" --learner "--peer-urls=https://$3:2380" >/dev/null || sleep 1; done',
  'case $members in *"https://$3:2380"*) ;; *) echo "no member can be added" >&2; exit 1;; esac',
  putManifestBack,
  'for try in 1 2 3; do wake_kubelet etcd; [ -z "$(component etcd)" ] || exit 0; done',
  'echo "etcd does not start" >&2; exit 1',
].join("\n");

/** Gives the member at the host $2 a vote as soon as those at $1 let it: when it has caught up. */
export const promoteMember = [
  begunReplacing,
  etcdFunctions,
  "for try in $(seq 60)",
  'do own=$(etcd_at "$1" member list | grep -F "https://$2:2380")',
  'case $own in *", started, "*", false") break;; esac',
  `etcd_at "$1" member promote "\${own%%,*}" >/dev/null 2>&1; sleep 1; done`,
  'case $own in *", started, "*", false") ;; *) echo "it has no vote: $own" >&2; exit 1;; esac',
  `rmdir ${manifestStash} 2>/dev/null; mv ${replacingNote} ${replacedNote} && rm -f ${dataGone} ${removalAsked}`,
].join("\n");
