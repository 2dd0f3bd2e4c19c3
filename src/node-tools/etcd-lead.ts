import type { Action } from "../model/action.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { scriptWords } from "./script.ts";

/**
 * Gives etcd's lead to another member with a vote where this node's own one has it. It fails where none takes it; a
 * member that is alone has nobody to give it to.
 */
const giveAway = [
  etcdFunctions,
  "status=$(etcd endpoint status -w fields) && members=$(etcd member list) || exit",
  `of() { echo "$status" | sed -n "s/^\\"$1\\" : //p"; }`,
  '[ -n "$(of MemberID)" ] && [ -n "$(of Leader)" ] || { echo "etcd does not say who leads" >&2; exit 1; }',
  '[ "$(of MemberID)" = "$(of Leader)" ] || exit 0',
  "own=$(etcd endpoint status | cut -d, -f2 | tr -d ' ') && [ -n \"$own\" ] || exit 1",
  "others=$(echo \"$members\" | grep ', started,' | grep ', false$' | cut -d, -f1 | grep -vx \"$own\") || exit 0",
  'for one in $others; do etcd move-leader "$one" && exit 0; done',
  'echo "no other member takes the lead" >&2; exit 1',
].join("\n");

/**
 * Gives etcd's lead away from a node before its member is replaced: whoever leads dies with a lease of the lead that the
 * others must first see run out (kubeadm issue 2991).
 */
export function giveLeadAway(node: string): Action {
  return { do: "exec", node, argv: scriptWords(giveAway) };
}
