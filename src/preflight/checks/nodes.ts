import type { V1Node } from "@kubernetes/client-node";
import { isNotReady } from "../../audit/objects.ts";
import type { Found, UpgradeCheck, UpgradeFacts } from "../facts.ts";

const check: UpgradeCheck<Pick<UpgradeFacts, "nodes">> = {
  name: "nodes",
  about: "every node is Ready, takes pods, and is short of nothing",
  find: ({ nodes }) => nodes.flatMap(judge),
};
export default check;

function judge(node: V1Node): Found[] {
  const { metadata, spec, status } = node;
  const subject = `Node ${metadata?.name}`;
  if (isNotReady(node))
    return [
      {
        severity: "stops",
        subject,
        evidence: reasonOf(node, "Ready") || "it is not Ready",
        why: "pods of drained nodes have one node less to go to, and kubeadm refuses where it is a control plane",
        advice: `bring it back (kubectl describe node ${metadata?.name}), or take it out of the cluster (kubectl delete node)`,
      },
    ];
  const short = (status?.conditions ?? []).filter(({ type, status: is }) => type.endsWith("Pressure") && is === "True");
  return [
    ...(spec?.unschedulable === true
      ? [
          {
            severity: "warns" as const,
            subject,
            evidence: "it is cordoned",
            why: "pods of drained nodes have one node less to go to; whoever cordoned it may be at work there",
            advice: `ask who did it; kubectl uncordon ${metadata?.name}`,
          },
        ]
      : []),
    ...short.map(({ type }) => ({
      severity: "warns" as const,
      subject,
      evidence: reasonOf(node, type) || type,
      why: "its kubelet evicts pods, and takes none that could go elsewhere",
      advice: `make room: kubectl describe node ${metadata?.name}`,
    })),
  ];
}

function reasonOf({ status }: V1Node, type: string): string {
  const { reason = "", message = "" } = status?.conditions?.find((one) => one.type === type) ?? {};
  return [type === "Ready" ? "" : `${type}`, reason, message].filter((words) => words !== "").join(": ");
}
