/** Folder of a node for all that backup and restore need; outside of etcd's data folder, on the same file system. */
export const snapshotFolder = "/var/lib/kind-chaos";

/** Where a snapshot lies on every member. */
export const snapshotFile = `${snapshotFolder}/snapshot.db`;

/** Folder of a node for copies of etcd's own tools. */
const toolFolder = `${snapshotFolder}/bin`;

/**
 * A shell's words for one of etcd's own tools: on the node where it is there, else out of the running etcd's image
 * (kind's own nodes have it nowhere else), copied the first time, so that it can be used when etcd runs no more.
 */
export function etcdTool(tool: "etcdctl" | "etcdutl"): string {
  const copy = `${toolFolder}/${tool}`;
  const inside = "/proc/$(pgrep -xo etcd)/root";
  const take = `for d in usr/local/bin usr/bin bin; do [ -x ${inside}/$d/${tool} ] && cp ${inside}/$d/${tool} ${copy} && break; done`;
  return `$(command -v ${tool} || { mkdir -p ${toolFolder}; [ -x ${copy} ] || ${take}; echo ${copy}; })`;
}

const pki = "/etc/kubernetes/pki/etcd";

/**
 * A shell's words that ask this node's own member with the client certificate of etcd's health checks; a subcommand
 * follows.
 */
export function etcdctl(): string {
  const credentials = `--cacert=${pki}/ca.crt --cert=${pki}/healthcheck-client.crt --key=${pki}/healthcheck-client.key`;
  return `${etcdTool("etcdctl")} --endpoints=https://127.0.0.1:2379 ${credentials}`;
}
