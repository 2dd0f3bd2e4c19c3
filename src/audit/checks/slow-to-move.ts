import { lostNodeTaints, toleratedMs } from "../../analysis/rescheduling/tolerations.ts";
import type { AuditCheck } from "../facts.ts";
import { workloadsOf } from "../objects.ts";

/** Kubernetes' own tolerance of a lost node (admission plugin DefaultTolerationSeconds), seconds. */
const usualSeconds = 300;
/** A pod that ends more slowly holds up every drain, seconds; Kubernetes' default is 30. */
const longGraceSeconds = 300;

const check: AuditCheck = {
  name: "slow-to-move",
  about: "pods that stay on a lost node for longer than Kubernetes' 300 s, or take long to end",
  find: (facts) =>
    workloadsOf(facts).flatMap(({ subject, pods }) => {
      const [pod] = pods;
      if (pod === undefined) return [];
      const seconds = toleratedMs(pod.spec?.tolerations ?? []) / 1_000;
      const grace = pod.spec?.terminationGracePeriodSeconds ?? 0;
      const found = [];
      if (seconds > usualSeconds)
        found.push({
          severity: "medium" as const,
          subject,
          evidence: `tolerates the loss of its node ${Number.isFinite(seconds) ? `for ${seconds} s` : "for ever"}`,
          why: "no replacement is made before that",
          advice: `set tolerationSeconds of ${lostNodeTaints.join(" and ")} to what the application can be without`,
          scenario: "worker-kill",
        });
      if (grace > longGraceSeconds)
        found.push({
          severity: "low" as const,
          subject,
          evidence: `terminationGracePeriodSeconds: ${grace}`,
          why: "every drain waits that long for each pod",
          advice: "end sooner, or plan maintenance with it",
          scenario: "rolling-worker-maintenance",
        });
      return found;
    }),
};
export default check;
