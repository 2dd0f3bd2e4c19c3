import { componentFunction } from "./component-processes.ts";
import { ownFolder } from "./own-folder.ts";

/** Where a snapshot lies on every member. */
export const snapshotFile = `${ownFolder}/snapshot.db`;

/** Folder of a node for copies of etcd's own tools, which stay: looks need them. */
const toolFolder = `${ownFolder}/bin`;

/**
 * A shell's words for one of etcd's own tools: on the node where it is there, else out of the running etcd's image
 * (kind's own nodes have it nowhere else), copied the first time, so that it can be used when etcd runs no more.
 */
export function etcdTool(tool: "etcdctl" | "etcdutl"): string {
  const copy = `${toolFolder}/${tool}`;
  const inside = "/proc/$(component etcd | head -n 1)/root";
  // Complete before it has its name: another may look for it at the same time.
  const take = `for d in usr/local/bin usr/bin bin; do [ -x ${inside}/$d/${tool} ] && cp ${inside}/$d/${tool} ${copy}.$$ && mv ${copy}.$$ ${copy} && break; done`;
  return `$(command -v ${tool} || { ${componentFunction}; mkdir -p ${toolFolder}; [ -x ${copy} ] || { ${take}; } >&2; echo ${copy}; })`;
}

const pki = "/etc/kubernetes/pki/etcd";

const credentials = {
  ca: `${pki}/ca.crt`,
  cert: `${pki}/healthcheck-client.crt`,
  key: `${pki}/healthcheck-client.key`,
};

/** The options of curl with which etcd's own member answers it. */
const curl = `curl -sS --fail --cacert ${credentials.ca} --cert ${credentials.cert} --key ${credentials.key}`;

/** A shell's words that print the metrics of this node's own member. */
export const etcdMetrics = `${curl} --max-time 5 https://localhost:2379/metrics`;

/** Defines a function of a shell, `metrics_of`, that prints the metrics of the member at the address $1. */
export const etcdMetricsFunction = `metrics_of() { ${curl} --max-time 5 "$1/metrics"; }`;

/**
 * Defines functions of a shell that ask this node's own member, on the loopback address that it listens on, with the client certificate of etcd's health checks:
 * `etcd` is etcdctl (it does not have the program's own name, because the shell would then call the function for it), and `etcd_at` the same of
 * the members at the addresses $1; `disarm_space` ends the alarm NOSPACE of every member and no other alarm, which etcdctl cannot do.
 */
export const etcdFunctions = [
  `etcd_at() { at=$1; shift; ${etcdTool("etcdctl")} --endpoints="$at" --cacert=${credentials.ca} --cert=${credentials.cert} --key=${credentials.key} "$@"; }`,
  'etcd() { etcd_at https://localhost:2379 "$@"; }',
  "disarm_space() { alarms=$(etcd alarm list) || return",
  `for id in $(echo "$alarms" | sed -n 's/^memberID:\\([0-9]*\\) alarm:NOSPACE$/\\1/p')`,
  `do ${curl} -o /dev/null ` +
    `-d '{"action":"DEACTIVATE","memberID":"'"$id"'","alarm":"NOSPACE"}' https://localhost:2379/v3/maintenance/alarm || return`,
  "done; }",
].join("\n");
