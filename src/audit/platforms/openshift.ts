import type { ClusterFacts } from "../facts.ts";
import { isControlPlane, isSystem, type Platform } from "../platform.ts";

const images = /CoreOS|Red Hat Enterprise Linux.*OpenShift/i;

/**
 * OpenShift and OKD: nodes say which CoreOS they run, in the label node.openshift.io/os_id or their image's name. All
 * that its operators keep is in namespaces openshift-*, which people may not use.
 */
const platform: Platform = {
  name: "OpenShift",
  fits: ({ nodes }) =>
    nodes.some(({ metadata }) => metadata?.labels?.["node.openshift.io/os_id"] !== undefined) ||
    nodes.some(
      ({ metadata, status }) =>
        images.test(status?.nodeInfo?.osImage ?? "") &&
        Object.keys(metadata?.annotations ?? {}).some((key) => key.startsWith("machineconfiguration.openshift.io/")),
    ),
  owns: ({ namespace }) => namespace === "openshift" || namespace.startsWith("openshift-") || isSystem(namespace),
  etcd(facts: ClusterFacts) {
    const pods = facts.pods.filter(
      ({ metadata }) => metadata?.namespace === "openshift-etcd" && metadata.labels?.etcd === "true",
    );
    // A hosted control plane shows none.
    if (pods.length === 0) return undefined;
    return { kind: "stacked", places: pods.flatMap(({ spec }) => spec?.nodeName ?? []) };
  },
  datastore: ({ nodes }) => (nodes.some(isControlPlane) ? "own-etcd" : "unknown"),
};
export default platform;
