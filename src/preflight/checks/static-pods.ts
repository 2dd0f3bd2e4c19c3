import { componentPods, controlPlaneNodes, isNotReady } from "../../audit/objects.ts";
import type { Found, UpgradeCheck, UpgradeFacts } from "../facts.ts";

const components = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"];

const check: UpgradeCheck = {
  name: "static-pods",
  about: "every component of every control plane runs and is Ready",
  find: (facts) => components.flatMap((component) => ofComponent(component, facts)),
};
export default check;

function ofComponent(component: string, facts: UpgradeFacts): Found[] {
  const pods = componentPods(facts, component);
  // Where none is shown it is no static pod: external, hidden by a provider, or one process of a distribution.
  if (pods.length === 0) return [];
  return controlPlaneNodes(facts).flatMap(({ metadata }) => {
    const node = metadata?.name ?? "";
    const own = pods.filter(({ spec }) => spec?.nodeName === node);
    const whole = own.some((pod) => pod.status?.phase === "Running" && !isNotReady(pod));
    if (whole) return [];
    const [first] = own;
    const evidence =
      first === undefined
        ? "there is no such pod"
        : `it is ${first.status?.phase ?? "in an unknown phase"}${isNotReady(first) ? " and not Ready" : ""}`;
    return [
      {
        severity: "stops" as const,
        subject: `${component} on ${node}`,
        evidence,
        why: "the upgrade takes another control plane's away: what is not whole before is less than that then",
        advice: `see why on ${node}: crictl ps -a, /etc/kubernetes/manifests/${component}.yaml, journalctl -u kubelet`,
      },
    ];
  });
}
