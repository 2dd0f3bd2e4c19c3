import { minorOf } from "../../model/version.ts";
import type { AuditCheck } from "../facts.ts";

/**
 * Kubelets may be so many minor versions older than the API server, and none newer (Kubernetes' version skew policy).
 */
const olderMinors = 3;

const check: AuditCheck = {
  name: "version-skew",
  about: "kubelets are at most three minor versions older than the API server, and none newer",
  scenarios: ["rolling-worker-maintenance"],
  find({ nodes, version }) {
    const server = minorOf(version);
    return nodes.flatMap(({ metadata, status }) => {
      const kubelet = status?.nodeInfo?.kubeletVersion ?? "";
      const older = server - minorOf(kubelet);
      if (Number.isNaN(older) || (older >= 0 && older <= olderMinors)) return [];
      return [
        {
          severity: older < 0 ? ("high" as const) : ("medium" as const),
          subject: `Node ${metadata?.name}`,
          owner: "cluster" as const,
          evidence: `kubelet ${kubelet}, API server ${version}`,
          why: older < 0 ? "a kubelet must not be newer than the API server" : "it is older than Kubernetes supports",
          advice:
            "upgrade control planes first, then nodes, one minor version at a time; the scenario shows the work on one node after the other",
          scenario: "rolling-worker-maintenance",
        },
      ];
    });
  },
};
export default check;
