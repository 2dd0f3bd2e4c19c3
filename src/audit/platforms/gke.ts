import { isSystem, type Platform } from "../platform.ts";

/** Google Kubernetes Engine: versions end in "-gke.N", nodes have a node pool. */
const platform: Platform = {
  name: "GKE",
  fits: ({ version, nodes }) =>
    /-gke\.\d/.test(version) || nodes.some(({ metadata }) => metadata?.labels?.["cloud.google.com/gke-nodepool"]),
  owns: ({ namespace, labels, annotations }) =>
    labels["addonmanager.kubernetes.io/mode"] !== undefined ||
    (isSystem(namespace) && annotations["meta.helm.sh/release-name"] === undefined) ||
    /^(gke|gmp|config-management|asm)-/.test(`${namespace}-`),
};
export default platform;
