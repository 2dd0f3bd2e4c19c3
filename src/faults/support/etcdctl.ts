/**
 * Begins a shell script in a control plane: `etcdctl` with the certificates of etcd's health checks and this node's member. Where the node
 * has none of its own (kind's), the one in etcd's container is used.
 */
export const withEtcdctl = [
  "tool=$(command -v etcdctl || echo /proc/$(pgrep -ox etcd)/root/usr/local/bin/etcdctl)",
  "pki=/etc/kubernetes/pki/etcd",
  'etcdctl() { "$tool" --endpoints https://127.0.0.1:2379 --cacert $pki/ca.crt --cert $pki/healthcheck-client.crt --key $pki/healthcheck-client.key "$@"; }',
].join("; ");
