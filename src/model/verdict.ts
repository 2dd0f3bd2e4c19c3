import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { boundsSchema, expectedRangeSchema, momentSchema } from "./moment.ts";
import { outcomeSchema } from "./outcome.ts";

/** The shape of an assumption. */
export const assumptionSchema = z
  .strictObject({ name: z.string(), outcome: outcomeSchema, summary: z.string() })
  .describe("what must be true of a run before its guarantees mean anything");
/** What must be true of a run before its guarantees mean anything. */
export type Assumption = DeepReadonly<z.infer<typeof assumptionSchema>>;

/** The shape of a verdict. */
export const verdictSchema = z.strictObject({
  id: z.string().describe("what comparisons know it by: its name, lanes and stretch, or what the scenario calls it"),
  guarantee: z.string().describe("name of the guarantee"),
  primary: z
    .literal(true)
    .optional()
    .describe("what comparisons of runs make claims about; at most three of a scenario"),
  promise: z.string().describe("what it promised, with its limit"),
  outcome: outcomeSchema,
  summary: z.string().describe("why, in one line with the figures"),
  limitMs: z.number().optional(),
  ownLimit: z
    .strictObject({
      weaker: z.boolean().nullable().describe("than the scenario's; null: that is not known"),
      words: z.string().describe("where it was set, what it replaces, and why"),
    })
    .optional()
    .describe("that the limit is a person's own and not the scenario's"),
  limitSource: z.string().optional().describe("where the limit comes from, with its numbers"),
  expectedMs: expectedRangeSchema.optional().describe("what the cluster's own settings let one expect, milliseconds"),
  measuredMs: boundsSchema.optional(),
  marks: z
    .array(
      z.strictObject({
        from: momentSchema,
        to: momentSchema.optional().describe("absent: still open at the end"),
        text: z.string(),
      }),
    )
    .describe("stretches of the run that the verdict points at"),
});
/** One guarantee with what it promised and what it came to. */
export type Verdict = DeepReadonly<z.infer<typeof verdictSchema>>;
