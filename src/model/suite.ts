import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { boundsSchema } from "./moment.ts";
import { outcomeSchema } from "./outcome.ts";
import { quarantineMarkSchema } from "./quarantine.ts";
import { runEndSchema } from "./report.ts";
import { mergedSchema, runIdentityShape, shardSchema } from "./shard.ts";
import { suiteAgainstSchema, suiteFigureSchema } from "./suite-statistics.ts";
import { suiteTermsSchema } from "./suite-terms.ts";
import { assumptionSchema, verdictSchema } from "./verdict.ts";

const suiteVerdictSchema = verdictSchema.omit({ marks: true });
/** A verdict as the summary of several runs keeps it; its marks on the time line stay in the run's own report. */
export type SuiteVerdict = DeepReadonly<z.infer<typeof suiteVerdictSchema>>;

/** The shape of what one run of several came to. */
export const suiteResultSchema = z.strictObject({
  run: z.string().describe("the run's folder, beside the suite's"),
  outcome: outcomeSchema,
  exitCode: z.number().int().describe("what the run by itself would have exited with"),
  harnessFailed: z.boolean().describe("whether the harness itself failed in it, whatever it had shown before"),
  end: runEndSchema,
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  cluster: z.string().nullable().describe("name of the cluster; null: none came to be"),
  reused: z.boolean().describe("the cluster was there before the run: kept from before, or from the run before it"),
  replaced: z
    .string()
    .nullable()
    .describe("why the cluster that was there was replaced by a new one; null: it was not"),
  worst: suiteVerdictSchema
    .nullable()
    .describe("the verdict that says most: a broken or open one, else the one that came nearest to its limit"),
  assumptions: z.array(assumptionSchema),
  verdicts: z.array(suiteVerdictSchema),
  phases: z
    .array(z.strictObject({ id: z.string(), measuredMs: boundsSchema }))
    .describe("of its failovers, by fault and phase; of several replicas the last"),
  errors: z.array(z.string()).describe("of the harness"),
});
/** What one run of a suite came to. */
export type SuiteResult = DeepReadonly<z.infer<typeof suiteResultSchema>>;

const standingSchema = z
  .enum(["counts", "allowed", "quarantined", "unsupported"])
  .describe(
    "whether its outcome decides the exit code; allowed: inconclusive, with --allow-inconclusive; quarantined: what did not pass is in quarantine; unsupported: this machine cannot carry it out",
  );
/** Whether the outcome of a run decides the exit code of its suite, and why not. */
export type Standing = z.infer<typeof standingSchema>;

const suiteRunSchema = z.strictObject({
  ...runIdentityShape,
  variant: z
    .string()
    .describe("what tells it from runs of the same scenario on something else; empty where there are none"),
  attempt: z.number().int().min(1).describe("which attempt its result is of, from 1, of 1 + terms.retryInconclusive"),
  earlier: z
    .array(suiteResultSchema)
    .describe("the attempts before, each inconclusive: --retry-inconclusive ran it again, with the same seed"),
  result: suiteResultSchema.nullable().describe("of the last attempt; null: it was not run"),
  notRun: z.string().nullable().describe("why it was not run; null: it was"),
  unsupported: z.boolean().describe("not run because this machine cannot carry it out: it does not count"),
  quarantine: z.array(quarantineMarkSchema).describe("of its scenario, those that have effect"),
  standing: standingSchema,
});
/** One run of a suite, carried out or not. */
export type SuiteRun = DeepReadonly<z.infer<typeof suiteRunSchema>>;

/** One run of a suite, before it is weighed against what the others came to. */
export type UnweighedRun = Omit<SuiteRun, "standing">;

/** The shape of summary.json, from which docs/suite.schema.json is made. */
export const suiteSchema = z
  .strictObject({
    version: z.literal(1),
    suite: z.string().describe("name of the suite's folder"),
    startedAt: z.iso.datetime(),
    durationMs: z.number(),
    end: z
      .enum(["completed", "stopped", "interrupted", "cut"])
      .describe(
        "stopped: by --fail-fast, by --deadline, or by a bug of the harness, or a shard is missing; cut: written while it still went on, so the harness died",
      ),
    outcome: outcomeSchema.describe(
      "the worst of all; a run that was not carried out is inconclusive, an unsupported one does not count, nor what did not pass in quarantine",
    ),
    exitCode: z.number().int(),
    terms: suiteTermsSchema,
    seed: z.number().int().nullable().describe("null: it was merged of calls that each had another"),
    harness: z.string().describe("version of kind-chaos"),
    commit: z
      .string()
      .nullable()
      .default(null)
      .describe("commit of kind-chaos, with -dirty where it was changed; null: nobody knows"),
    host: z
      .strictObject({ cpus: z.number().int(), memoryGiB: z.number(), platform: z.string() })
      .nullable()
      .describe("null: it was merged, and not all were run on machines alike"),
    shard: shardSchema.nullable().describe("null: it is no shard"),
    merged: mergedSchema.nullable().describe("null: it was not made of others"),
    clustersCreated: z.number().int(),
    runs: z.array(suiteRunSchema),
    statistics: z.array(suiteFigureSchema).describe("of scenarios that ran more than once"),
    against: suiteAgainstSchema
      .nullable()
      .describe("what --against came to; it decides the exit code where all runs passed or stayed open"),
  })
  .describe("The result of several runs of kind-chaos in one call.");
/** Several runs in one call; summary.json is this value. */
export type Suite = DeepReadonly<z.infer<typeof suiteSchema>>;

/** Returns the JSON Schema of summary.json, as text for a file. */
export function suiteJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(suiteSchema, { target: "draft-2020-12" }), null, 2)}\n`;
}
