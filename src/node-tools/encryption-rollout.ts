import { manifestFolder } from "./component.ts";
import { componentFunction } from "./component-processes.ts";
import { nextConfig, usedConfig } from "./encryption-config.ts";
import { kubectlFunction } from "./kubectl.ts";

const manifest = `${manifestFolder}/kube-apiserver.yaml`;

/** On the same file system as the manifests, so that moving is one step, and outside of what the kubelet sees. */
const changed = "/etc/kubernetes/kind-chaos-apiserver.yaml";

const flag = "--encryption-provider-config";

/** How often it is looked, in steps of 2 s: an API server looks at its file once a minute, and starts in 20 s. */
const looks = 75;

/**
 * Defines functions of a shell. `has_flag`: whether the API server's manifest says that it encrypts. `ready`: whether the
 * API server of this node is. `own` is kubectl that asks it, whatever the load balancer would choose.
 */
const serverFunctions = [
  kubectlFunction,
  `has_flag() { grep -q -- "${flag}=" ${manifest}; }`,
  "ready() { [ \"$(curl -sk --max-time 5 -o /dev/null -w '%{http_code}' https://localhost:6443/readyz)\" = 200 ]; }",
  'own() { k --server=https://localhost:6443 --tls-server-name=kubernetes "$@"; }',
].join("\n");

/** Fails where an API server encrypts already by somebody else's configuration. */
export const mustBeOurs = [
  serverFunctions,
  `! has_flag || grep -q -- "${flag}=${usedConfig}" ${manifest} && exit 0`,
  'echo "its API server encrypts by a configuration of somebody else" >&2; exit 1',
].join("\n");

/**
 * Waits until the API server of this node says that it works with the very file that lies there, by its digest, and is
 * ready (apiserver_encryption_config_controller_last_config_info, Kubernetes 1.34 and later).
 */
const takenFunction = [
  serverFunctions,
  `taken() { digest=$(sha256sum <${usedConfig} | cut -d' ' -f1)`,
  `for try in $(seq ${looks}); do ready && own get --raw /metrics 2>/dev/null | grep "^apiserver_encryption_config_controller_last_config_info{" | grep -q "$digest" && return`,
  'sleep 2; done; echo "its API server does not say that it has taken the configuration" >&2; return 1; }',
].join("\n");

/**
 * Puts the next configuration in the place of the one that is used. An API server that does not encrypt yet is started
 * anew with it, and waited for, where $1 is "switch-on"; else it is left as it is.
 */
export const putConfig = [
  takenFunction,
  'has_flag || [ "$1" = switch-on ] || exit 0',
  `[ -e ${nextConfig} ] || { echo "no configuration has come" >&2; exit 1; }`,
  `umask 077; cp ${nextConfig} ${usedConfig}.part && mv ${usedConfig}.part ${usedConfig} || exit`,
  "has_flag && exit 0",
  `sed "s|^\\( *\\)- kube-apiserver\\$|&\\n\\1- ${flag}=${usedConfig}\\n\\1- ${flag}-automatic-reload=true|" ${manifest} >${changed} || exit`,
  `mv ${changed} ${manifest} && has_flag || { echo "its manifest cannot be changed" >&2; exit 1; }`,
  "taken",
].join("\n");

/** Waits until the API server works with its configuration; one that does not encrypt needs none. */
export const awaitConfig = [takenFunction, "has_flag || exit 0", "taken"].join("\n");

/** Lets the API server encrypt and decrypt nothing any more, started anew for that, and takes its configuration away. */
export const removeConfig = [
  componentFunction,
  serverFunctions,
  `! has_flag || { sed '/${flag}/d' ${manifest} >${changed} && mv ${changed} ${manifest}; } || exit`,
  `plain() { pid=$(component kube-apiserver | head -n 1); [ -n "$pid" ] && ! tr '\\0' '\\n' <"/proc/$pid/cmdline" | grep -q -- ${flag}; }`,
  `for try in $(seq ${looks}); do if plain && ready; then rm -f ${usedConfig} ${nextConfig}; exit; fi; sleep 2; done`,
  'echo "its API server does not run without encryption" >&2; exit 1',
].join("\n");

/**
 * Prints whether the API server is told to encrypt, how many secrets it lists, and how many of them it reads one by one:
 * a list may come from its cache, a single object comes from etcd each time and is decrypted.
 */
export const readThrough = [
  serverFunctions,
  "if has_flag; then echo encrypts; else echo plain; fi",
  'echo "listed $(own get secrets -A -o name | grep -c .)"',
  'echo "read $(own get secrets -A -o json | own get -f - -o name 2>/dev/null | grep -c .)"',
].join("\n");
