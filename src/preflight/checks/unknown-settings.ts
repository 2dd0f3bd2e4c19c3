import type { Found, JudgedSetting, UpgradeCheck } from "../facts.ts";

const check: UpgradeCheck = {
  name: "unknown-settings",
  about: "the new version takes every flag and feature gate that is set, by its own programs' word",
  find: ({ target }) => (target.programs?.settings ?? []).flatMap((one) => judge(one, target.kubernetes) ?? []),
};
export default check;

function judge(one: JudgedSetting, kubernetes: string): Found | undefined {
  const { program, kind, name, value, where, stays, said, words } = one;
  if (said === "takes") return undefined;
  const what = kind === "flag" ? `--${name}=${value}` : `feature gate ${name}=${value}`;
  const common = { subject: `${program} ${what}`, evidence: `${where}; ${program} of ${kubernetes} says: ${words}` };
  if (said === "deprecated")
    return {
      ...common,
      severity: "warns",
      why: "it is still taken, and a later version does not take it",
      advice: "see in its documentation what replaces it, and change it before the next upgrade",
    };
  if (!stays)
    return {
      ...common,
      severity: "warns",
      why: "kubeadm writes the manifest anew and does not keep it: what it did is lost; from a patch of kubeadm it comes back, and then the program does not start",
      advice: `take it out of the patches that kubeadm upgrade is given (--patches); what must stay goes into kubeadm-config`,
    };
  return {
    ...common,
    severity: "stops",
    why: `${program} of the new version ends at once with it`,
    advice: `take it out, or put in what replaces it: ${placeOf(where)}`,
  };
}

/** How a person gets to the place where a setting stands. */
function placeOf(where: string): string {
  if (where.startsWith("kubeadm-config")) return "kubectl -n kube-system edit configmap kubeadm-config";
  const [, map] = /^ConfigMap kube-system\/(.*)$/.exec(where) ?? [];
  if (map !== undefined) return `kubectl -n kube-system edit configmap ${map}`;
  return where.startsWith("Pod ") ? "where its manifest is made" : `${where}, and kubeadm's ConfigMap kubelet-config`;
}
