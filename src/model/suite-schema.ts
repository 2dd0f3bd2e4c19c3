import { z } from "zod";
import { assumptionSchema, outcomeSchema, verdictSchema } from "./report-schema.ts";
import type { Suite } from "./suite.ts";

const verdict = verdictSchema.omit({ marks: true });

const result = z.strictObject({
  run: z.string().describe("the run's folder, beside the suite's"),
  outcome: outcomeSchema,
  exitCode: z.number().int(),
  end: z.enum(["completed", "interrupted", "failed", "cut"]),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  cluster: z.string().nullable(),
  reused: z.boolean().describe("the cluster was there before the run"),
  replaced: z.string().nullable().describe("why the cluster that was there was replaced by a new one"),
  worst: verdict.nullable().describe("a broken or open verdict, else the one that came nearest to its limit"),
  assumptions: z.array(assumptionSchema),
  verdicts: z.array(verdict),
  errors: z.array(z.string()),
});

const run = z.strictObject({
  scenario: z.string(),
  repeat: z.number().int().min(1),
  topology: z.string(),
  profile: z.string(),
  kubernetes: z.string(),
  seed: z.number().int(),
  result: result.nullable(),
  notRun: z.string().nullable().describe("why it was not run"),
  unsupported: z.boolean().describe("this machine cannot carry it out: it does not count"),
});

/** The shape of summary.json, from which docs/suite.schema.json is made. */
export const suiteSchema = z
  .strictObject({
    version: z.literal(1),
    suite: z.string(),
    startedAt: z.iso.datetime(),
    durationMs: z.number(),
    end: z.enum(["completed", "stopped", "interrupted", "cut"]),
    outcome: outcomeSchema,
    exitCode: z.number().int(),
    seed: z.number().int(),
    harness: z.string(),
    host: z.strictObject({ cpus: z.number().int(), memoryGiB: z.number(), platform: z.string() }),
    clustersCreated: z.number().int(),
    runs: z.array(run),
  })
  .describe("The result of several runs of kind-chaos in one call.") satisfies z.ZodType<Suite>;

/** The JSON Schema of summary.json, as text for a file. */
export function suiteJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(suiteSchema, { target: "draft-2020-12" }), null, 2)}\n`;
}
