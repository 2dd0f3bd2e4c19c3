import { inTimeFunction } from "./deadline.ts";
import { encryptionFolder, keysFile } from "./encryption-config.ts";
import { etcdFunctions } from "./etcd-tools.ts";
import { kubectlFunction } from "./kubectl.ts";

/** A secret that is there from before anything is encrypted. */
const sentinelName = "kind-chaos-sentinel";

const sentinelNote = `${encryptionFolder}/sentinel`;

/** Where the API server keeps secrets (k8s.io/apiserver, its default prefix). */
const prefix = "/registry/secrets/";

/** How long secrets are written anew again and again, seconds: what others write meanwhile makes a round fail. */
export const rewriteSeconds = 130;

/**
 * Defines a function of a shell, `under`: it prints under which key each value below the key $1 of etcd lies there, as
 * "k8s:enc:secretbox:v1:key1" (the prefix that Kubernetes writes before what it encrypts), or "plain", and behind that
 * the value's own key in etcd.
 */
const underFunction = [
  etcdFunctions,
  'under() { values=$(etcd get --prefix "$1" -w fields) || return',
  `printf "%s\\n" "$values" | sed -nE '/^"Key" : "(.*)"$/{ s//\\1/; h; }; /^"Value" : /{ s/^"Value" : "(k8s:enc:[^:]+:v1:[^:]+):.*/\\1/; t told; s/.*/plain/; :told; G; s/\\n/ /; p; }'; }`,
].join("\n");

/** Makes the sentinel in the namespace $1 where it is not there, and notes how it lies in etcd. */
export const putSentinel = [
  underFunction,
  kubectlFunction,
  `umask 077; mkdir -p ${encryptionFolder} || exit`,
  `k -n "$1" get secret ${sentinelName} >/dev/null 2>&1 || k -n "$1" create secret generic ${sentinelName} --from-literal=word=kept >/dev/null || exit`,
  `lies=$(under "${prefix}$1/${sentinelName}") && [ -n "$lies" ] && echo "\${lies%% *}" >${sentinelNote}`,
].join("\n");

/**
 * Writes all secrets anew as they are, so that they lie under the newest key or, where $1 is "plain", under none, until
 * etcd has none that lies otherwise: who writes one meanwhile makes that write fail, and is asked again.
 */
export const rewriteSecrets = [
  underFunction,
  kubectlFunction,
  inTimeFunction(rewriteSeconds),
  `wanted=plain; [ "$1" = plain ] || wanted="k8s:enc:secretbox:v1:$(tail -n 1 ${keysFile} | cut -d' ' -f1)"`,
  "for try in $(seq 10); do in_time || break",
  "said=$({ k get secrets -A -o json | k replace -f - >/dev/null; } 2>&1)",
  `all=$(under ${prefix} 2>&1) || { said=$all; all=; sleep 1; continue; }`,
  'others=$(echo "$all" | grep . | grep -v "^$wanted ")',
  '[ -n "$others" ] || exit 0; sleep 1; done',
  '[ -n "$all" ] || { echo "etcd does not tell how secrets lie: $(echo "$said" | tail -n 1)" >&2; exit 1; }',
  'echo "$(echo "$others" | grep -c .) secrets do not lie under $wanted: $(echo "$others" | head -n 3 | cut -d" " -f2 | tr "\\n" " ")$(echo "$said" | tail -n 1)" >&2; exit 1',
].join("\n");

/** Prints how the sentinel of the namespace $1 lay in etcd and lies there now, and how all secrets do, with their number. */
export const lookAtSecrets = [
  underFunction,
  `echo "was $(cat ${sentinelNote} 2>/dev/null)"`,
  `own=$(under "${prefix}$1/${sentinelName}") && echo "is \${own%% *}" || exit`,
  `all=$(under ${prefix}) && echo "$all" | cut -d' ' -f1 | sort | uniq -c | while read -r count word; do echo "all $word $count"; done`,
].join("\n");
