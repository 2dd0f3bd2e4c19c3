import type { AdviceCheck } from "../advice-check.ts";

/** Pods that nobody makes again. */
export const barePods: AdviceCheck = ({ sets }) =>
  sets.flatMap(({ kind, subject }) =>
    kind === "Pod"
      ? [
          {
            subject,
            evidence: "it is a pod by itself",
            why: "a drain refuses to take it, and nobody makes it again when its node is lost",
            advice: "let a Deployment, a StatefulSet or a Job make it",
          },
        ]
      : [],
  );
