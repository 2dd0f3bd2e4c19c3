import { isControlPlane, isSystem, type Platform } from "../platform.ts";

const ownNamespaces = ["gatekeeper-system", "app-routing-system", "calico-system", "tigera-operator", "azure-arc"];

/** Azure Kubernetes Service: nodes have the label of their cluster or agent pool, and no control plane is among them. */
const platform: Platform = {
  name: "AKS",
  fits: ({ nodes }) =>
    !nodes.some(isControlPlane) &&
    nodes.some(
      ({ metadata, spec }) =>
        metadata?.labels?.["kubernetes.azure.com/cluster"] !== undefined ||
        (metadata?.labels?.agentpool !== undefined && spec?.providerID?.startsWith("azure:")),
    ),
  owns: ({ namespace, labels, annotations }) => {
    if (labels["kubernetes.azure.com/managedby"] === "aks" || labels["addonmanager.kubernetes.io/mode"] !== undefined)
      return true;
    // AKS installs some of its own parts with Helm: aks-managed-….
    const release = annotations["meta.helm.sh/release-name"] ?? "aks-managed";
    const its = isSystem(namespace) || ownNamespaces.includes(namespace) || namespace.startsWith("aks-");
    return its && release.startsWith("aks-managed");
  },
};
export default platform;
