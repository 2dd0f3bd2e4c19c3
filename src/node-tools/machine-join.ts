import { inTimeFunction } from "./deadline.ts";
import { replacedNote } from "./etcd-old-member.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { kubectlFunction } from "./kubectl.ts";
import { endUnlessGone, endUnlessNoted, kubeadmFile, replacedMachine } from "./machine-loss.ts";
import { ownServerFunctions } from "./own-server.ts";

/** How long the commands of a way back ask again and again by themselves, seconds. */
const patienceSeconds = 110;

/** Takes the member at the peer URL $4 off the list of those at $3, and the Node $2 out of the API: first of all. */
export const forgetMachine = [
  endUnlessGone,
  etcdFunctions,
  kubectlFunction,
  inTimeFunction(patienceSeconds),
  'id=unknown; for try in $(seq 20); do in_time || break; members=$(etcd_at "$3" member list) || { sleep 1; continue; }',
  'id=$(echo "$members" | grep -F "$4" | head -n 1 | cut -d, -f1); [ -n "$id" ] || break',
  'etcd_at "$3" member remove "$id" >/dev/null || sleep 1; done',
  '[ -z "$id" ] || { echo "the old member cannot be removed" >&2; exit 1; }',
  'for try in 1 2 3 4 5; do in_time || break; k delete node "$2" --ignore-not-found >/dev/null && exit 0; sleep 2; done',
  'echo "its Node cannot be deleted" >&2; exit 1',
].join("\n");

/**
 * Defines a function of a shell that takes back the token beside the note $1, where there is one: it is a Secret of the
 * name "bootstrap-token-" and its first part, which may not be there yet or any more.
 */
const dropTokenFunction = [
  kubectlFunction,
  'drop_token() { id=$(cut -d. -f1 "$1.token" 2>/dev/null)',
  '[ -z "$id" ] || k -n kube-system delete secret "bootstrap-token-$id" --ignore-not-found >/dev/null || return',
  'rm -f "$1.token"; }',
].join("\n");

/**
 * Makes a token to join with, for half an hour, beside the note $1: it is noted before the API knows it, and one that was
 * noted before is taken back, so that none is left that nobody knows of.
 */
export const makeToken = [
  // Whoever comes next copies it, also where no token is needed.
  `umask 077; [ -e "$1.token" ] || : >"$1.token" || exit`,
  endUnlessGone,
  dropTokenFunction,
  inTimeFunction(patienceSeconds),
  "for try in 1 2 3 4 5; do in_time || break",
  'drop_token "$1" || { sleep 2; continue; }',
  "random=$(LC_ALL=C tr -dc a-z0-9 </dev/urandom | head -c 22)",
  'echo "$(echo "$random" | head -c 6).$(echo "$random" | tail -c 17)" >"$1.token" || exit',
  'kubeadm --kubeconfig /etc/kubernetes/admin.conf token create "$(cat "$1.token")" --ttl 30m >/dev/null && exit 0; sleep 2; done',
  'echo "no token can be made" >&2; exit 1',
].join("\n");

const [joinFile, joinLog] = ["/run/kind-chaos-join.yaml", "/run/kind-chaos-join.log"];

/** Joins as a control plane with what kind gave kubeadm, but for the token; preflight is left out as kind leaves it out. */
export const joinMachine = [
  endUnlessNoted,
  endUnlessGone,
  `trap 'rm -f ${joinFile}' EXIT; trap 'exit 1' HUP INT TERM`,
  'token=$(tail -n 1 "$1.token") && [ -n "$token" ] || exit 1',
  `(umask 077; sed "s/^\\( *token: \\).*/\\1$token/" ${kubeadmFile} >${joinFile}) || exit`,
  `kubeadm join --config ${joinFile} --skip-phases=preflight >${joinLog} 2>&1 </dev/null; code=$?; rm -f ${joinFile}`,
  `[ "$code" = 0 ] || { grep -m1 -E "^error( execution|:)" ${joinLog} >&2 || tail -n 1 ${joinLog} >&2; exit 1; }`,
  `rm -f ${joinLog}; echo joined >>"$1"`,
].join("\n");

/** Forgets the note $1 and its token on the node that helped. */
export const takeTokenBack = [dropTokenFunction, 'drop_token "$1" || exit', 'rm -f "$1"'].join("\n");

/** Waits until the node $2 is Ready, and its own API server and member are; one that was never lost is as it was. */
export const finishMachine = [
  endUnlessNoted,
  'grep -qx lost "$1" || { rm -f "$1" "$1.token"; exit 0; }',
  'grep -qx joined "$1" || { echo "it has not joined" >&2; exit 1; }',
  etcdFunctions,
  ownServerFunctions,
  inTimeFunction(patienceSeconds),
  'whole() { [ "$(k get node "$2" -o \'jsonpath={.status.conditions[?(@.type=="Ready")].status}\')" = True ] && ready && etcd endpoint health; }',
  'for try in $(seq 60); do in_time || break; if whole "$@" >/dev/null 2>&1',
  `then sed -n 's/^member //p' "$1" >${replacedNote} && mv "$1" ${replacedMachine} && rm -f "$1.token"; exit; fi; sleep 2; done`,
  'echo "it has joined and is not whole" >&2; exit 1',
].join("\n");
