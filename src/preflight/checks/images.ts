import { listing } from "../../analysis/statistics/format.ts";
import { isControlPlane } from "../../audit/platform.ts";
import type { Found, UpgradeCheck, UpgradeFacts } from "../facts.ts";
import { kubeadmRegistry } from "../kubeadm-config.ts";

/** A node tells of its 50 largest images alone where nothing else is set (kubelet, nodeStatusMaxImages). */
const mostTold = 50;
const ofPlane = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"];

const check: UpgradeCheck = {
  name: "images",
  about: "the images of the new version are there, or it is known where they come from",
  find(facts) {
    const { nodeImage, kubernetes } = facts.target;
    if (nodeImage === undefined) return ofNodes(facts);
    if (nodeImage.present !== undefined) return [];
    const source = nodeImage.canBeBuilt ? "pulls it from a registry, or builds it" : "pulls it from a registry";
    return [
      {
        severity: "stops",
        subject: `node image ${nodeImage.wanted}`,
        evidence: "this Docker engine does not have it",
        why: "the new binaries and images are taken out of it",
        advice: `npx kind-chaos setup --kubernetes ${kubernetes.replace(/^v/, "")} ${source}`,
      },
    ];
  },
};
export default check;

/** Of a cluster of kubeadm's: what its nodes do not have yet is pulled in the middle of the upgrade. */
function ofNodes({ nodes, kubeadm, target }: UpgradeFacts): Found[] {
  if (kubeadm === undefined) return [];
  const from = kubeadm.imageRepository || kubeadmRegistry;
  const without = nodes.filter((node) => {
    const names = (node.status?.images ?? []).flatMap((image) => image.names ?? []);
    const wanted = isControlPlane(node) ? ofPlane : ["kube-proxy"];
    if (names.length === 0 || (node.status?.images ?? []).length >= mostTold) return false;
    return wanted.some((name) => !names.includes(`${from}/${name}:${target.kubernetes}`));
  });
  if (without.length === 0) return [];
  return [
    {
      severity: "warns",
      subject: `images of ${target.kubernetes}`,
      evidence: `not on ${listing(without.map(({ metadata }) => metadata?.name ?? ""))}: they are pulled from ${from} during the upgrade`,
      why: "a registry that does not answer keeps the control plane down until kubeadm takes its manifest back, 5 min later",
      advice: `kubeadm config images pull --kubernetes-version ${target.kubernetes} on each control plane before`,
    },
  ];
}
