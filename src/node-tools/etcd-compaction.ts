import type { CommandLook } from "../model/leftover.ts";
import { etcdFunctions, etcdMetrics } from "./etcd-tools.ts";
import { ownFolder } from "./own-folder.ts";
import { ownServerFunctions } from "./own-server.ts";
import { scriptWords } from "./script.ts";

/** Has the revision before the old versions were made, that up to which was compacted, and how long it took, seconds. */
export const compactedAt = `${ownFolder}/compacted`;

const before = `${ownFolder}/before-compaction`;

/** On each control plane: how many keys its member's compactions had taken out of its database before. */
const keysBefore = `${ownFolder}/keys-before-compaction`;

/** How many keys are written in one transaction: etcd takes at most 128 operations (--max-txn-ops). */
export const keysInRound = 100;

const keys = "/kind-chaos/versions/";

const revisionFunction =
  "revision() { etcd endpoint status -w json | grep -o '\"revision\":[0-9]*' | head -n 1 | cut -d: -f2; }";

/**
 * Defines a function of a shell, `taken_out`: it prints how many keys, of each version one, compactions have taken out of
 * the database of this node's member since that began, each counted when it is through
 * (etcd_debugging_mvcc_db_compaction_keys_total, etcd server/storage/mvcc).
 */
const takenOutFunction = `taken_out() { ${etcdMetrics} | sed -n 's/^etcd_debugging_mvcc_db_compaction_keys_total //p' | grep .; }`;

/** Notes what this node's member has taken out so far. */
export const noteTakenOut = [
  takenOutFunction,
  `mkdir -p ${ownFolder} && rm -f ${keysBefore} && taken_out >${keysBefore}`,
].join("\n");

/** Prints how many keys this node's member has taken out since that was noted. */
export const takenOutSince = [
  takenOutFunction,
  `now=$(taken_out) && then=$(cat ${keysBefore}) || exit`,
  // Large numbers are written with an exponent there.
  `echo "$then $now" | awk '{ printf "%d\\n", $2 - $1 }'`,
].join("\n");

/** Writes a hundred keys of 1 kB anew $1 times, each hundred in one transaction. */
export const makeVersions = [
  etcdFunctions,
  revisionFunction,
  `mkdir -p ${ownFolder} && rm -f ${compactedAt} || exit; from=$(revision) && [ -n "$from" ] && echo "$from" >${before} || exit`,
  "value=$(head -c 1000 /dev/zero | tr '\\0' x)",
  `round() { echo; for n in $(seq ${keysInRound}); do echo "put ${keys}$n $value"; done; echo; echo; }`,
  'for each in $(seq "$1"); do round | etcd txn >/dev/null || exit; done',
].join("\n");

/**
 * Takes the keys away, and compacts all that was there before out of every member; waits until it is out of the database
 * of the one that is asked: the others take it out by themselves.
 */
export const compactAway = [
  etcdFunctions,
  revisionFunction,
  `etcd del --prefix ${keys} >/dev/null && revision=$(revision) && [ -n "$revision" ] || exit`,
  "now() { cut -d' ' -f1 /proc/uptime; }; begin=$(now)",
  // Others compact too: what is gone already was wanted.
  'said=$(etcd compact --physical "$revision" 2>&1) || case $said in *"has been compacted"*) ;; *) echo "$said" >&2; exit 1;; esac',
  `took=$(echo "$begin $(now)" | awk '{ printf "%.2f", $2 - $1 }')`,
  `echo "$(cat ${before}) $revision $took" >${compactedAt} && rm -f ${before}`,
].join("\n");

/**
 * Asks the API server of this node for a watch of Events, which it has in no cache, from the revision $1 on, and prints
 * what it answers: "old 410" where that is gone, which it says in an event of the type ERROR or kubectl in a line of its
 * own. Then it lists them, as a client has to, and watches from there: "anew watches".
 */
export const watchFrom = [
  ownServerFunctions,
  'from() { own get --raw "/api/v1/events?watch=1&timeoutSeconds=1&resourceVersion=$1" 2>&1; }',
  `is_gone() { echo "$1" | grep -qE '^\\{"type":"ERROR","object":\\{.*"code":410[,}]|^(Error from server \\((Expired|Gone)\\)|error: .*(too old resource version|required revision has been compacted))'; }`,
  'answered=$(from "$1"); if is_gone "$answered"; then echo old 410; else echo old watches; fi',
  `now=$(own get --raw '/api/v1/events?limit=1' 2>&1 | grep -o '"resourceVersion":"[0-9]*"' | head -n 1 | tr -dc 0-9)`,
  '[ -n "$now" ] || { echo "the API server lists no Events" >&2; exit 1; }',
  'answered=$(from "$now") && if is_gone "$answered"; then echo anew 410; else echo anew watches; fi || echo anew refused',
].join("\n");

const notes = [compactedAt, before, keysBefore].join(" ");

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

/** What was noted of a compaction on a control plane. */
export function notesOfCompaction(node: string): CommandLook {
  return {
    what: "notes of a compaction of etcd",
    node,
    argv: scriptWords(`for one in ${notes}; do [ ! -e $one ] || echo $one; done`),
    isLeft: ({ stdout }) => stdout.trim() !== "",
    mend: [{ do: "exec", node, argv: scriptWords(`rm -f ${notes}`) }],
  };
}
