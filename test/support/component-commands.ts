/**
 * Command lines of components as a control plane prints them; those of etcd and the controller manager set something.
 */
export const componentCommands = `== etcd
etcd
--election-timeout=2500
== kube-apiserver
kube-apiserver
--default-unreachable-toleration-seconds=5
== kube-controller-manager
kube-controller-manager
--leader-elect-lease-duration=1m30s
== kube-scheduler
kube-scheduler
--leader-elect=true
`;
