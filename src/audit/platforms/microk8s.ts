import { isSystem, type Platform } from "../platform.ts";

const label = "node.kubernetes.io/microk8s-controlplane";
/** What MicroK8s' addons deploy, of which it says itself how many. */
const addons = ["calico-kube-controllers", "coredns", "hostpath-provisioner", "metrics-server"];

/** MicroK8s: its control planes have a label of their own, and keep their state in dqlite. */
const platform: Platform = {
  name: "MicroK8s",
  fits: ({ nodes }) => nodes.some(({ metadata }) => metadata?.labels?.[label] !== undefined),
  owns: ({ namespace, name }) => isSystem(namespace) && addons.includes(name),
};
export default platform;
