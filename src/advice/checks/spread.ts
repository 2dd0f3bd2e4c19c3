import type { V1PodSpec } from "@kubernetes/client-node";
import type { AdviceCheck } from "../advice-check.ts";

/** Replicas that nothing keeps apart. */
export const spread: AdviceCheck = ({ sets }) =>
  sets.flatMap(({ kind, subject, replicas, template }) => {
    if ((kind !== "Deployment" && kind !== "StatefulSet") || replicas < 2 || isSpread(template.spec)) return [];
    return [
      {
        subject,
        evidence: `${replicas} replicas with neither topologySpreadConstraints nor podAntiAffinity`,
        why: "the scheduler may put them on one node, and after a drain mostly does: then that node's loss takes all of them",
        advice:
          "add topologySpreadConstraints on kubernetes.io/hostname with whenUnsatisfiable: DoNotSchedule and nodeTaintsPolicy: Honor",
      },
    ];
  });

function isSpread(spec: V1PodSpec | undefined): boolean {
  const { requiredDuringSchedulingIgnoredDuringExecution: required = [] } = spec?.affinity?.podAntiAffinity ?? {};
  return (spec?.topologySpreadConstraints ?? []).length > 0 || required.length > 0;
}
