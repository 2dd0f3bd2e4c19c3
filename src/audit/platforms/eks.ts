import { isControlPlane, isSystem, type Platform } from "../platform.ts";

/**
 * Amazon EKS: its own nodes have labels eks.amazonaws.com/*, those that people run a version with "-eks-". EKS Anywhere
 * has that version too, and shows its control plane.
 */
const platform: Platform = {
  name: "EKS",
  fits: ({ version, nodes }) =>
    !nodes.some(isControlPlane) &&
    (/-eks-/.test(version) ||
      nodes.some(({ metadata }) =>
        Object.keys(metadata?.labels ?? {}).some((label) => label.startsWith("eks.amazonaws.com/")),
      )),
  owns: ({ namespace, labels, annotations }) =>
    Object.keys(labels).some((label) => label.startsWith("eks.amazonaws.com/component")) ||
    labels["app.kubernetes.io/managed-by"] === "EKS" ||
    // What people install there themselves comes with Helm: load balancer controller, autoscaler, Karpenter.
    (isSystem(namespace) && annotations["meta.helm.sh/release-name"] === undefined) ||
    namespace.startsWith("amazon-"),
};
export default platform;
