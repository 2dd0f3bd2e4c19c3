import type { UpgradeCheck } from "../facts.ts";

const check: UpgradeCheck = {
  name: "kubeadm-config",
  about: "the new version's kubeadm reads the cluster's configuration, and finds nothing old in it",
  find({ kubeadm, target }) {
    const told = target.programs?.kubeadm;
    if (kubeadm === undefined || told === undefined || (told.accepts && told.words === "")) return [];
    return [
      {
        severity: told.accepts ? "warns" : "stops",
        subject: "ConfigMap kube-system/kubeadm-config",
        evidence: `${kubeadm.apiVersion}; kubeadm ${target.kubernetes} says: ${told.words}`,
        why: told.accepts ? "a later kubeadm does not read it" : "the upgrade begins with reading it, and ends there",
        advice:
          "with the present kubeadm: kubeadm config migrate --old-config … --new-config …, then kubeadm init phase upload-config kubeadm --config …",
      },
    ];
  },
};
export default check;
