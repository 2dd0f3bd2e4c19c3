import { ownFolder } from "./own-folder.ts";

/** Folder of a node for keys and configurations of encryption at rest: nobody but root reads it. */
export const encryptionFolder = `${ownFolder}/encryption`;

/** The configuration that comes next, on every control plane. */
export const nextConfig = `${encryptionFolder}/next.yaml`;

/**
 * On the first control plane: a line "key1 SECRET" for every key that a value may be under, the oldest first. It is there
 * from before anything is changed until nothing is encrypted any more.
 */
export const keysFile = `${encryptionFolder}/keys`;

/** On every control plane while a change of the key was carried out to its end there, and none has begun since. */
export const completedNote = `${encryptionFolder}/completed`;

/** Where the API server reads its configuration: kubeadm mounts this folder into its pod. */
export const usedConfig = "/etc/kubernetes/pki/kind-chaos-encryption.yaml";

/**
 * Adds a key, of 32 bytes as secretbox takes them, to those that there are. Where a change before this one broke off not
 * every API server may know the keys that there are: none of them may write with one, so that has to be taken back first.
 */
export const makeKey = [
  `umask 077; mkdir -p ${encryptionFolder} || exit`,
  `[ ! -s ${keysFile} ] || [ -e ${completedNote} ] || { echo "a change of the key broke off before this one: take it back first" >&2; exit 1; }`,
  `rm -f ${completedNote} || exit`,
  `last=$(sed -n '$s/^key\\([0-9]*\\) .*/\\1/p' ${keysFile} 2>/dev/null)`,
  `{ cat ${keysFile} 2>/dev/null; echo "key$((\${last:-0} + 1)) $(head -c 32 /dev/urandom | base64 -w 0)"; } >${keysFile}.part || exit`,
  `mv ${keysFile}.part ${keysFile}`,
].join("\n");

/**
 * What a configuration has first, which encrypts what is written; all others are for reading alone. "known": as before,
 * with the newest key last; "used": the newest key; "plain": none.
 */
export type Order = "known" | "used" | "plain";

/**
 * Writes the configuration that comes next, in the order $1. Values without encryption can be read in each of them, and
 * so can those under every key that there is: no API server may meet what it cannot read, whichever has it already.
 */
export const writeConfig = [
  "umask 077",
  'key() { printf \'      - secretbox:\\n          keys:\\n            - name: %s\\n              secret: %s\\n\' "$1" "$2"; }',
  "plain() { echo '      - identity: {}'; }",
  `all() { [ ! -e ${keysFile} ] || while read -r name secret; do key "$name" "$secret"; done <${keysFile}; }`,
  `newest() { tail -n 1 ${keysFile} | { read -r name secret && key "$name" "$secret"; }; }`,
  `older() { sed '$d' ${keysFile} | while read -r name secret; do key "$name" "$secret"; done; }`,
  // What broke off before there was a key is taken back, too.
  `[ -s ${keysFile} ] || [ "$1" = plain ] || { echo "there is no key" >&2; exit 1; }`,
  `mkdir -p ${encryptionFolder} || exit`,
  "{ echo 'apiVersion: apiserver.config.k8s.io/v1'; echo 'kind: EncryptionConfiguration'; echo 'resources:'",
  "echo '  - resources: [secrets]'; echo '    providers:'",
  'case "$1" in',
  `known) [ "$(grep -c . ${keysFile})" = 1 ] && { plain; all; } || { all; plain; };;`,
  "used) newest; older; plain;;",
  "plain) plain; all;;",
  `esac; } >${nextConfig}.part && mv ${nextConfig}.part ${nextConfig}`,
].join("\n");

/** Drops all keys but the newest: nothing may be under them any more. */
export const dropOldKeys = `umask 077; tail -n 1 ${keysFile} >${keysFile}.part && mv ${keysFile}.part ${keysFile}`;

/** Notes on a control plane that the change was carried out to its end. */
export const noteCompleted = `umask 077; mkdir -p ${encryptionFolder} && : >${completedNote}`;

/** Forgets all that a node has of it, where nothing is encrypted any more and no API server would read it. */
export const forgetKeys = `rm -rf ${encryptionFolder} ${usedConfig}.part`;
