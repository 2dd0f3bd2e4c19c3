import { manifestFolder } from "./component.ts";
import { componentFunction } from "./component-processes.ts";
import { inTimeFunction } from "./deadline.ts";
import { completedNote, encryptionFolder, keysFile, nextConfig, usedConfig } from "./encryption-config.ts";
import { ownServerFunctions } from "./own-server.ts";

const manifest = `${manifestFolder}/kube-apiserver.yaml`;

/** On the same file system as the manifests, so that moving is one step, and outside of what the kubelet sees. */
const changed = "/etc/kubernetes/kind-chaos-apiserver.yaml";

const flag = "--encryption-provider-config";

/** The API server's process from before the key is changed, where it encrypts already: it has to be the same afterwards. */
const processNote = `${encryptionFolder}/process`;

/** How long it is looked, seconds: an API server looks at its file once a minute, and starts in 20 s. Twice that and more. */
export const takenSeconds = 140;

/** How often it is looked at most, in steps of 2 s. */
const looks = takenSeconds / 2;

/** From this minor version on API servers tell the digest of the configuration that they have taken. */
const tellsFrom = 34;

/**
 * Defines functions of a shell. `has_flag`: whether the API server's manifest says that it encrypts. `process`: prints
 * number and start, in ticks since the machine's, of the API server's process. `began_since`: whether it began after the
 * file $1 was put there, which it then has read.
 */
const serverFunctions = [
  ownServerFunctions,
  componentFunction,
  `has_flag() { grep -q -- "${flag}=" ${manifest}; }`,
  "process() { pid=$(component kube-apiserver | head -n 1); [ -n \"$pid\" ] && echo \"$pid $(sed 's/.*) //' /proc/$pid/stat | cut -d' ' -f20)\"; }",
  "began_since() { start=$(process) || return; begin=$(sed -n 's/^btime //p' /proc/stat)",
  `[ $((begin + \${start#* } / $(getconf CLK_TCK))) -gt $(($(stat -c %Y "$1") + 1)) ]; }`,
].join("\n");

/** Fails where an API server encrypts already by somebody else's configuration. */
export const mustBeOurs = [
  serverFunctions,
  `! has_flag || grep -q -- "${flag}=${usedConfig}" ${manifest} && exit 0`,
  'echo "its API server encrypts by a configuration of somebody else" >&2; exit 1',
].join("\n");

/** Fails where an API server cannot tell which configuration it has taken. */
export const mustTell = [
  ownServerFunctions,
  "version=$(own get --raw /version) || exit",
  `minor=$(echo "$version" | sed -n 's/.*"minor": *"\\([0-9]*\\).*/\\1/p')`,
  `[ "\${minor:-0}" -ge ${tellsFrom} ] || { echo "its API server, of Kubernetes 1.\${minor:-?}, does not tell which configuration it has taken: 1.${tellsFrom} and later do" >&2; exit 1; }`,
].join("\n");

/** Fails where an API server does not encrypt any more though it did. Notes its process where it encrypts. */
export const mustTakeKeys = [
  serverFunctions,
  `umask 077; mkdir -p ${encryptionFolder} && rm -f ${processNote} || exit`,
  `[ ! -e ${completedNote} ] || has_flag || { echo "its API server has encrypted, and its manifest does not say so any more: take encryption back first" >&2; exit 1; }`,
  `! has_flag || process >${processNote}`,
].join("\n");

/**
 * Fails where secrets are encrypted in etcd by us, or are to be: what writes the API server's manifest anew, or brings
 * etcd's data of another time back, would make them unreadable for good.
 */
export const mustNotEncrypt = [
  `! grep -q -- "${flag}=${usedConfig}" ${manifest} 2>/dev/null && [ ! -e ${keysFile} ] && exit 0`,
  'echo "secrets are encrypted in etcd, by keys that this would lose: perform encryption-switch-off first" >&2; exit 1',
].join("\n");

/** The same where anybody's encryption would be lost: what is made anew has neither the flag nor the configuration. */
export const mustNotEncryptAtAll = [
  `[ ! -e ${keysFile} ] && ! grep -q -- "${flag}=" ${manifest} 2>/dev/null && exit 0`,
  'echo "its API server encrypts by a configuration that would be lost with it: switch that off first" >&2; exit 1',
].join("\n");

/**
 * Waits until the API server of this node says that it works with the very file that lies there, by its digest, and is
 * ready (apiserver_encryption_config_controller_last_config_info, Kubernetes 1.34 and later). Where $1 is "back" it is
 * enough that it began since the file was put there: what is taken back may have been left by whom nobody asked for that.
 */
const takenFunction = [
  serverFunctions,
  inTimeFunction(takenSeconds),
  `says_so() { own get --raw /metrics 2>/dev/null | grep "^apiserver_encryption_config_controller_last_config_info{" | grep -q "$(sha256sum <${usedConfig} | cut -d' ' -f1)"; }`,
  `taken() { for try in $(seq ${looks}); do in_time || break; ready && { says_so || { [ "$1" = back ] && began_since ${usedConfig}; }; } && return`,
  'sleep 2; done; echo "its API server does not say that it has taken the configuration" >&2; return 1; }',
].join("\n");

/** Puts another manifest of the API server in the place of its own, whose mode it keeps; it is changed by sed's words. */
const changeManifest = (words: string) =>
  `cp -p ${manifest} ${changed} && sed ${words} ${manifest} >${changed} && mv ${changed} ${manifest}`;

/**
 * Puts the next configuration in the place of the one that is used. An API server that does not encrypt yet is started
 * anew with it, and waited for, where $1 is "switch-on"; else it is left as it is.
 */
export const putConfig = [
  takenFunction,
  'has_flag || [ "$1" = switch-on ] || exit 0',
  `[ -e ${nextConfig} ] || { echo "no configuration has come" >&2; exit 1; }`,
  `(umask 077; cp ${nextConfig} ${usedConfig}.part) && mv ${usedConfig}.part ${usedConfig} || exit`,
  "has_flag && exit 0",
  changeManifest(
    `"s|^\\( *\\)- kube-apiserver\\$|&\\n\\1- ${flag}=${usedConfig}\\n\\1- ${flag}-automatic-reload=true|"`,
  ),
  'has_flag || { echo "its manifest cannot be changed" >&2; exit 1; }',
  'taken "$1"',
].join("\n");

/** Waits until the API server works with its configuration; one that does not encrypt needs none. */
export const awaitConfig = [takenFunction, "has_flag || exit 0", 'taken "$1"'].join("\n");

/** Lets the API server encrypt and decrypt nothing any more, started anew for that, and takes its configuration away. */
export const removeConfig = [
  serverFunctions,
  inTimeFunction(takenSeconds),
  `! has_flag || { ${changeManifest(`'/${flag}/d'`)}; } || exit`,
  `plain() { pid=$(component kube-apiserver | head -n 1); [ -n "$pid" ] && ! tr '\\0' '\\n' <"/proc/$pid/cmdline" | grep -q -- ${flag}; }`,
  `for try in $(seq ${looks}); do in_time || break; if plain && ready; then rm -f ${usedConfig} ${usedConfig}.part ${nextConfig} ${nextConfig}.part ${changed}; exit; fi; sleep 2; done`,
  'echo "its API server does not run without encryption" >&2; exit 1',
].join("\n");

/**
 * Prints whether the API server is told to encrypt, whether its process is "another" than the one that was noted, how
 * many secrets it lists, and how many of them it reads one by one: a list may come from its cache, a single object comes
 * from etcd each time and is decrypted.
 */
export const readThrough = [
  serverFunctions,
  "if has_flag; then echo encrypts; else echo plain; fi",
  `[ ! -s ${processNote} ] || [ "$(cat ${processNote})" = "$(process)" ] || echo another`,
  'echo "listed $(own get secrets -A -o name | grep -c .)"',
  'echo "read $(own get secrets -A -o json | own get -f - -o name 2>/dev/null | grep -c .)"',
].join("\n");
