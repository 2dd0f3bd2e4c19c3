import { z } from "zod";

const work = { id: z.string(), procedure: z.string() };

/**
 * One step of a run as its journal names it before anything is done, so that what happened can be held against it;
 * times in milliseconds.
 */
export const planStepSchema = z.discriminatedUnion("do", [
  z.object({ do: z.literal("hold"), reason: z.string(), forMs: z.number() }),
  z.object({
    do: z.literal("inject"),
    id: z.string(),
    fault: z.string(),
    /** It is held until it is healed; else it is over at once, and the recovery after it proves that it is gone. */
    sustained: z.boolean(),
    forMs: z.number(),
    /** Work that is done while it is held. */
    while: z.array(z.object(work)),
  }),
  /** With how long it usually takes, where it upgrades nodes. */
  z.object({ do: z.literal("perform"), ...work, usualMs: z.number().optional() }),
  z.object({ do: z.literal("recover"), withinMs: z.number() }),
]);
export type PlanStep = z.infer<typeof planStepSchema>;

/** How long the recovery after a fault usually takes, audit and judging included: 12 to 25 s on 2 cores; milliseconds. */
export const usualRecoveryMs = 18_000;

/** The names that the steps of a plan give, in their order: those of faults and of work. */
export function namesIn(plan: readonly PlanStep[]): string[] {
  return plan.flatMap((step) => {
    if (step.do === "perform") return [step.id];
    return step.do === "inject" ? [step.id, ...step.while.map(({ id }) => id)] : [];
  });
}
