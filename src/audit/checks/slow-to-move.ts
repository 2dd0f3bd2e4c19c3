import { lostNodeTaints, toleratedMs } from "../../analysis/rescheduling/tolerations.ts";
import type { AuditCheck, Found } from "../facts.ts";
import { weighed } from "../ownership.ts";
import { type Workload, workloadsOf } from "../workloads.ts";

/** Kubernetes' own tolerance of a lost node (admission plugin DefaultTolerationSeconds), seconds. */
const usualSeconds = 300;
/** A pod that ends more slowly holds up every drain, seconds; Kubernetes' default is 30. */
const longGraceSeconds = 300;

const check: AuditCheck = {
  name: "slow-to-move",
  about: "pods that stay on a lost node for longer than Kubernetes' 300 s, or take long to end",
  scenarios: ["rolling-worker-maintenance", "worker-kill"],
  find: (facts) => workloadsOf(facts).flatMap((workload) => [...staying(workload), ...endingSlowly(workload)]),
};
export default check;

function staying({ subject, pods: [pod], owner }: Workload): Found[] {
  const seconds = toleratedMs(pod?.spec?.tolerations ?? []) / 1_000;
  if (seconds <= usualSeconds) return [];
  return [
    {
      severity: weighed("medium", owner),
      subject,
      owner,
      evidence: `tolerates the loss of its node ${Number.isFinite(seconds) ? `for ${seconds} s` : "for ever"}`,
      why: "no replacement is made before that",
      advice: `set tolerationSeconds of ${lostNodeTaints.join(" and ")} to what the application can be without`,
      scenario: "worker-kill",
    },
  ];
}

function endingSlowly({ subject, pods: [pod], owner }: Workload): Found[] {
  const grace = pod?.spec?.terminationGracePeriodSeconds ?? 0;
  if (grace <= longGraceSeconds) return [];
  return [
    {
      severity: "low",
      subject,
      owner,
      evidence: `terminationGracePeriodSeconds: ${grace}`,
      why: "every drain waits that long for each pod",
      advice: "end sooner, or plan maintenance with it",
      scenario: "rolling-worker-maintenance",
    },
  ];
}
