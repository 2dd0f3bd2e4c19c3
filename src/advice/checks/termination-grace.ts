import type { AdviceCheck } from "../advice-check.ts";
import { usualGraceSeconds, waitOf } from "../pre-stop.ts";

/** Pods that are killed while they still wait: the time of a preStop counts into the grace. */
export const terminationGrace: AdviceCheck = ({ sets }) =>
  sets.flatMap(({ subject, template: { spec } }) => {
    const grace = spec?.terminationGracePeriodSeconds ?? usualGraceSeconds;
    const waits = Math.max(0, ...(spec?.containers ?? []).map(({ lifecycle }) => waitOf(lifecycle)));
    if (waits === 0 || waits < grace) return [];
    return [
      {
        subject,
        evidence: `its preStop waits ${waits} s of terminationGracePeriodSeconds: ${grace}`,
        why: "it is killed in the middle of what it answers: the grace is over before it is told to end",
        advice: `let the grace be longer than the wait by what its longest request takes: ${waits + usualGraceSeconds}`,
      },
    ];
  });
