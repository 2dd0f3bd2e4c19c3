import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { quarantineSchema } from "./quarantine.ts";

/**
 * More attempts than this are no help against chance: what is inconclusive six times in a row has a reason of its own.
 */
export const mostRetries = 5;

/** The shape of the terms on which several runs decide an exit code together. */
export const suiteTermsSchema = z
  .strictObject({
    retryInconclusive: z.number().int().min(0).max(mostRetries).describe("how often an inconclusive run is run again"),
    allowInconclusive: z.boolean().describe("an inconclusive run may leave the exit code at 0, where others passed"),
    quarantine: quarantineSchema.nullable().describe("null: there was no quarantine file"),
  })
  .describe("declared before the first run");
/** The terms on which several runs decide an exit code together, declared before the first of them. */
export type SuiteTerms = DeepReadonly<z.infer<typeof suiteTermsSchema>>;
