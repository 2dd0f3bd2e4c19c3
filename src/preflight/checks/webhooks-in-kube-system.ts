import { closedWebhooks } from "../../audit/closed-webhooks.ts";
import type { UpgradeCheck } from "../facts.ts";
import { creates } from "../webhook-match.ts";

/** What kubeadm makes in kube-system, and what the upgraded components are made of. */
const made: readonly (readonly [group: string, resource: string, what: string])[] = [
  ["batch", "jobs", "kubeadm's health job"],
  ["", "pods", "the pods of kubeadm's health job, of CoreDNS and of kube-proxy"],
  ["apps", "daemonsets", "kube-proxy's DaemonSet"],
  ["apps", "deployments", "CoreDNS' Deployment"],
];

const check: UpgradeCheck = {
  name: "webhooks-in-kube-system",
  about: "no webhook that fails closed decides about what kubeadm makes in kube-system",
  find: (facts) =>
    closedWebhooks(facts).flatMap(({ subject, webhook }) => {
      const hit = made.filter(([group, resource]) =>
        creates(webhook, facts.namespaces, "kube-system", group, resource),
      );
      if (hit.length === 0) return [];
      return [
        {
          severity: "warns" as const,
          subject,
          evidence: `${webhook.name} fails closed and is asked about ${hit.map(([, resource]) => resource).join(", ")} of kube-system`,
          why: `while it does not answer, or where it says no, these are refused: ${hit.map(([, , what]) => what).join("; ")}`,
          advice:
            "leave kube-system out: namespaceSelector with kubernetes.io/metadata.name NotIn [kube-system]; or set failurePolicy: Ignore for the upgrade",
        },
      ];
    }),
};
export default check;
