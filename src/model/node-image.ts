/**
 * Label of a node image: the folder in it with patches for kubeadm's static pods. kubeadm must be told of it, or it asks
 * for an image that the node does not have.
 */
export const kubeadmPatchesLabel = "org.kind-chaos.kubeadm-patches";
