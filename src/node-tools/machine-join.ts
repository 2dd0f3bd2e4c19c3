import { replacedNote } from "./etcd-replace.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { kubectlFunction } from "./kubectl.ts";
import { kubeadmFile, machineGone, machineNoted, replacedMachine } from "./machine-loss.ts";

/** Takes the member at the peer URL $4 off the list of those at $3, and the Node $2 out of the API: first of all. */
export const forgetMachine = [
  machineGone,
  etcdFunctions,
  kubectlFunction,
  'for try in $(seq 20); do members=$(etcd_at "$3" member list) || { sleep 1; continue; }',
  'id=$(echo "$members" | grep -F "$4" | head -n 1 | cut -d, -f1); [ -n "$id" ] || break',
  'etcd_at "$3" member remove "$id" >/dev/null || sleep 1; done',
  '[ -n "$members" ] && [ -z "$id" ] || { echo "the old member cannot be removed" >&2; exit 1; }',
  'for try in 1 2 3 4 5; do k delete node "$2" --ignore-not-found >/dev/null && exit 0; sleep 2; done; exit 1',
].join("\n");

/** Makes a token to join with, for half an hour, beside the note $1. */
export const makeToken = [
  `umask 077; : >"$1.token" || exit`,
  machineGone,
  "for try in 1 2 3 4 5; do kubeadm --kubeconfig /etc/kubernetes/admin.conf token create --ttl 30m " +
    '>"$1.token" && exit 0; sleep 2; done; exit 1',
].join("\n");

const [joinFile, joinLog] = ["/run/kind-chaos-join.yaml", "/run/kind-chaos-join.log"];

/** Joins as a control plane with what kind gave kubeadm, but for the token; preflight is left out as kind leaves it out. */
export const joinMachine = [
  machineNoted,
  machineGone,
  'umask 077; token=$(tail -n 1 "$1.token") && [ -n "$token" ] || exit 1',
  `sed "s/^\\( *token: \\).*/\\1$token/" ${kubeadmFile} >${joinFile} || exit`,
  `kubeadm join --config ${joinFile} --skip-phases=preflight >${joinLog} 2>&1 </dev/null; code=$?; rm -f ${joinFile}`,
  `[ "$code" = 0 ] || { grep -m1 -E "^error( execution|:)" ${joinLog} >&2 || tail -n 1 ${joinLog} >&2; exit 1; }`,
  'echo joined >>"$1"',
].join("\n");

/** Forgets the note $1 and its token on the node that helped. */
export const takeTokenBack = [
  'token=$(tail -n 1 "$1.token" 2>/dev/null)',
  '[ -z "$token" ] || kubeadm --kubeconfig /etc/kubernetes/admin.conf token delete "$token" >/dev/null || exit',
  'rm -f "$1" "$1.token"',
].join("\n");

/** Waits until the node $2 is Ready, and its own API server and member are; one that was never lost is as it was. */
export const finishMachine = [
  machineNoted,
  'grep -qx lost "$1" || { rm -f "$1" "$1.token"; exit 0; }',
  'grep -qx joined "$1" || { echo "it has not joined" >&2; exit 1; }',
  etcdFunctions,
  kubectlFunction,
  'whole() { [ "$(k get node "$2" -o \'jsonpath={.status.conditions[?(@.type=="Ready")].status}\')" = True ] &&',
  "[ \"$(curl -sk --max-time 5 -o /dev/null -w '%{http_code}' https://localhost:6443/readyz)\" = 200 ] &&",
  "etcd endpoint health; }",
  'for try in $(seq 60); do if whole "$@" >/dev/null 2>&1',
  `then sed -n 's/^member //p' "$1" >${replacedNote} && mv "$1" ${replacedMachine} && rm -f "$1.token"; exit; fi; sleep 2; done`,
  'echo "it has joined and is not whole" >&2; exit 1',
].join("\n");
