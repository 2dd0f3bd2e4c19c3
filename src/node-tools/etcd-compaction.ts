import type { CommandLook } from "../model/leftover.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { kubectlFunction } from "./kubectl.ts";
import { scriptWords } from "./script.ts";

/** Has the revision before the old versions were made, that up to which was compacted, and how long it took, seconds. */
export const compactedAt = "/run/kind-chaos-compacted";

const before = "/run/kind-chaos-before-compaction";

/** A hundred keys: etcd takes at most 128 operations in a transaction (--max-txn-ops). */
const keys = "/kind-chaos/versions/";

const revisionFunction =
  "revision() { etcd endpoint status -w json | grep -o '\"revision\":[0-9]*' | head -n 1 | cut -d: -f2; }";

/** Writes a hundred keys of 1 kB anew $1 times, each hundred in one transaction. */
export const makeVersions = [
  etcdFunctions,
  revisionFunction,
  `rm -f ${compactedAt}; from=$(revision) && [ -n "$from" ] && echo "$from" >${before} || exit`,
  "value=$(head -c 1000 /dev/zero | tr '\\0' x)",
  `round() { echo; for n in $(seq 100); do echo "put ${keys}$n $value"; done; echo; echo; }`,
  'for each in $(seq "$1"); do round | etcd txn >/dev/null || exit; done',
].join("\n");

/** Takes the keys away, and compacts all that was there before out of every member; waits until it is out of the database. */
export const compactAway = [
  etcdFunctions,
  revisionFunction,
  `etcd del --prefix ${keys} >/dev/null && revision=$(revision) && [ -n "$revision" ] || exit`,
  "now() { cut -d' ' -f1 /proc/uptime; }; begin=$(now)",
  // Others compact too: what is gone already was wanted.
  'said=$(etcd compact --physical "$revision" 2>&1) || case $said in *"has been compacted"*) ;; *) echo "$said" >&2; exit 1;; esac',
  `took=$(echo "$begin $(now)" | awk '{ printf "%.2f", $2 - $1 }')`,
  `echo "$(cat ${before}) $revision $took" >${compactedAt}`,
].join("\n");

/**
 * Asks the API server of this node for a watch of Events, which it has in no cache, from the revision $1 on, and prints
 * what it answers: "old 410" where that is gone. Then it lists them, as a client has to, and watches from there: "anew
 * watches".
 */
export const watchFrom = [
  kubectlFunction,
  'own() { k --server=https://localhost:6443 --tls-server-name=kubernetes get --raw "$1" 2>&1; }',
  'from() { own "/api/v1/events?watch=1&timeoutSeconds=1&resourceVersion=$1"; }',
  'answered=$(from "$1"); case $answered in *\'"code":410\'*|*Expired*|*Gone*) echo old 410;; *) echo old watches;; esac',
  `now=$(own '/api/v1/events?limit=1' | grep -o '"resourceVersion":"[0-9]*"' | head -n 1 | tr -dc 0-9)`,
  '[ -n "$now" ] || { echo "the API server lists no Events" >&2; exit 1; }',
  'answered=$(from "$now") && case $answered in *\'"code":410\'*) echo anew 410;; *) echo anew watches;; esac || echo anew refused',
].join("\n");

/** Keys whose versions were to be made old, and which are there still. */
export function keyOfVersions(node: string): CommandLook {
  return {
    what: "keys of a compaction in etcd",
    node,
    argv: scriptWords([etcdFunctions, `etcd get --prefix ${keys} --keys-only --limit 1`].join("\n")),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [{ do: "exec", node, argv: scriptWords([etcdFunctions, `etcd del --prefix ${keys} >/dev/null`].join("\n")) }],
  };
}
