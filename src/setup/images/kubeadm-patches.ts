import type { NodeImageVersions } from "./node-image-inputs.ts";

/** Where a node has the patches; kind's own files lie in the same folder. */
export const KUBEADM_PATCHES_FOLDER = "/kind/kubeadm-patches";

/**
 * Name → text of the patches that kubeadm needs to start what is in a node image: of etcd's static pod, where the image
 * has another etcd than kubeadm names. None where kubeadm's own choice is there. The names are kubeadm's
 * (`<target>.yaml` is a strategic merge patch).
 */
export function kubeadmPatches({ images, insteadOf }: NodeImageVersions): ReadonlyMap<string, string> {
  if (insteadOf === undefined) return new Map();
  return new Map([["etcd.yaml", `spec:\n  containers:\n    - name: etcd\n      image: ${images.etcd}\n`]]);
}
