import { etcdFunctions } from "./etcd-tools.ts";

/**
 * Defines functions of a shell, those of `etcdFunctions` and `spare_member`: it fails, with the reason, unless this node's
 * member can be missed by a cluster that should have $1 of them: each is listed, started, has a vote and is healthy, and
 * they are three at least, since of two members one does not decide, not even that the other is removed.
 */
export const spareMemberFunction = [
  etcdFunctions,
  'spare_member() { [ "$1" -ge 3 ] || { echo "of so few members none can be missed: $1" >&2; return 1; }',
  "members=$(etcd member list) || return",
  `voting=$(echo "$members" | grep -c ', started, .*, false$'); all=$(echo "$members" | grep -c .)`,
  '[ "$voting" -eq "$1" ] && [ "$all" -eq "$1" ] ||',
  '{ echo "not every etcd member has a vote, $voting of $1 ($all listed): without this one too few may be left" >&2; return 1; }',
  "etcd endpoint health --cluster >/dev/null 2>&1 ||",
  '{ echo "not every etcd member is healthy: without this one too few may be left" >&2; return 1; }; }',
].join("\n");
