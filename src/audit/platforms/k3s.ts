import { isSystem, type Platform } from "../platform.ts";
import { embeddedEtcd, isAddOn, ownSnapshots, rancherDatastore } from "../rancher.ts";

/** What k3s deploys by itself (docs.k3s.io, packaged components). */
const packaged = ["coredns", "local-path-provisioner", "metrics-server", "traefik"];

/** k3s: versions end in "+k3sN". State is in embedded etcd, SQLite or an SQL database of somebody else's. */
const platform: Platform = {
  name: "k3s",
  fits: ({ version, nodes }) =>
    /\+k3s\d/.test(version) || nodes.some(({ status }) => /\+k3s\d/.test(status?.nodeInfo?.kubeletVersion ?? "")),
  owns: (object) => isAddOn(object) || (isSystem(object.namespace) && packaged.includes(object.name)),
  etcd: embeddedEtcd,
  datastore: rancherDatastore,
  snapshots: (facts) => ownSnapshots(facts, "k3s.io/node-args"),
};
export default platform;
