import { isSystem, type Platform } from "../platform.ts";
import { embeddedEtcd, isAddOn, ownSnapshots, rancherDatastore } from "../rancher.ts";

/** RKE2: versions end in "+rke2rN". Members of etcd are labelled nodes, also such that are no control plane. */
const platform: Platform = {
  name: "RKE2",
  fits: ({ version, nodes }) =>
    /\+rke2/.test(version) || nodes.some(({ status }) => /\+rke2/.test(status?.nodeInfo?.kubeletVersion ?? "")),
  owns: (object) =>
    isAddOn(object) ||
    (isSystem(object.namespace) && object.name.startsWith("rke2-")) ||
    ["calico-system", "tigera-operator"].includes(object.namespace),
  etcd: embeddedEtcd,
  datastore: rancherDatastore,
  snapshots: (facts) => ownSnapshots(facts, "rke2.io/node-args"),
};
export default platform;
