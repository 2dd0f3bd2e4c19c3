import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";

const endsSchema = z.tuple([z.number().nullable(), z.number().nullable()]);

/** The shape of what the runs of one scenario in a suite came to in one guarantee or phase. */
export const suiteFigureSchema = z
  .strictObject({
    scenario: z.string(),
    on: z.string().describe("topology and timings"),
    id: z.string().describe("a guarantee's id, or fault and phase of a failover"),
    kind: z.enum(["guarantee", "phase"]),
    primary: z.boolean(),
    runs: z.number().int().describe("that count: they came to their end, and everything assumed of them held"),
    kept: z.number().int(),
    broken: z.number().int(),
    open: z.number().int().describe("inconclusive"),
    keptShare: endsSchema
      .nullable()
      .describe("where the share of runs lies that keep it, 95 % (Clopper and Pearson 1934); null: a phase"),
    medianMs: endsSchema.nullable().describe("of the runs themselves, as bounds; null: nothing was measured"),
    medianIntervalMs: endsSchema
      .nullable()
      .describe("where the median lies of what they are a sample of, 95 % (Conover 1999); null: fewer than 6 runs"),
    p95Ms: endsSchema
      .nullable()
      .describe("between which bounds the 95th percentile lies, each 95 %; null: fewer than 59 runs"),
    worstMs: endsSchema.nullable().describe("of the runs themselves, as bounds"),
  })
  .describe("what repeated runs of a scenario came to; an end that is null is one that nothing bounds");
/** What the runs of one scenario in a suite came to in one guarantee or phase; milliseconds. */
export type SuiteFigure = DeepReadonly<z.infer<typeof suiteFigureSchema>>;

/** The shape of what a suite's runs came to against others, at the last look. */
export const suiteAgainstSchema = z
  .strictObject({
    name: z.string().describe("what they were compared with"),
    planned: z.number().int(),
    answer: z.enum(["better", "same", "better-or-same", "worse", "cannot-tell"]),
    claims: z.number().int().describe("primary guarantees that share the error"),
  })
  .describe("comparison.md beside this file has all of it");
/** What a suite's runs came to against others, at the last look. */
export type SuiteAgainst = DeepReadonly<z.infer<typeof suiteAgainstSchema>>;
