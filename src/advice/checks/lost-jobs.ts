import type { AdviceCheck } from "../advice-check.ts";

/** Jobs that the loss of one node ends. */
export const lostJobs: AdviceCheck = ({ sets }) =>
  sets.flatMap(({ kind, subject, backoffLimit, ignoresDisruption }) => {
    if (kind !== "Job" || backoffLimit !== 0 || ignoresDisruption === true) return [];
    return [
      {
        subject,
        evidence: "backoffLimit: 0",
        why: "its pod is not made again when its node is drained or lost: the Job has failed",
        advice:
          "let it be tried again (backoffLimit: 3), or ignore what is no fault of its own: podFailurePolicy with action: Ignore onPodConditions DisruptionTarget",
      },
    ];
  });
