import { z } from "zod";
import { clusterSchema } from "./cluster.ts";
import type { Report } from "./report.ts";
import { serverSchema } from "./server.ts";
import { settingsSchema } from "./settings.ts";
import { watchFiguresSchema } from "./watch-figures.ts";

const at = z.number().describe("milliseconds since the run's start");
/** An outcome in a published schema. */
export const outcomeSchema = z.enum(["pass", "inconclusive", "fail"]);
const outcome = outcomeSchema;
const counts = z.record(z.string(), z.number().int());
const share = z.number().min(0).max(1);

const outage = z.strictObject({
  from: at,
  to: at.nullable(),
  atLeastMs: z.number(),
  atMostMs: z.number().nullable().describe("null: nothing bounds it"),
  attempts: z.number().int(),
  errors: counts,
});

const degradation = z.strictObject({
  from: at,
  to: at,
  attempts: z.number().int(),
  failed: z.number().int(),
  errorRate: share,
  errors: counts,
  backends: counts.describe("failed attempts by the control plane that was met"),
});

const lane = z.strictObject({
  lane: z.string(),
  attempts: z.number().int(),
  ok: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  errors: counts,
  latencyMs: z.strictObject({ p50: z.number(), p99: z.number(), max: z.number() }).nullable(),
  availability: z.strictObject({ "100ms": share, "1s": share, "5s": share, "10s": share }).nullable(),
  stalls: z.number().int().describe("successes later than 1 s after their scheduled time"),
  longestOutage: outage.nullable(),
  outages: z.number().int(),
  degradations: z.array(degradation),
});

/** A verdict in a published schema. */
export const verdictSchema = z.strictObject({
  id: z.string().describe("unlike every other of the run: its name, lanes and stretch, or what the scenario calls it"),
  guarantee: z.string(),
  promise: z.string(),
  outcome,
  summary: z.string(),
  limitMs: z.number().optional(),
  limitFrom: z.string().optional(),
  expectedMs: z.tuple([z.number(), z.number()]).optional(),
  measuredMs: z
    .tuple([z.number(), z.number().nullable()])
    .optional()
    .describe("at least and at most; null: nothing bounds it"),
  marks: z.array(z.strictObject({ from: at, to: at.optional(), text: z.string() })),
});

/** An assumption in a published schema. */
export const assumptionSchema = z.strictObject({ name: z.string(), outcome, summary: z.string() });

const evidence = z.strictObject({ proven: z.boolean(), detail: z.string() });

const fault = z.strictObject({
  id: z.string(),
  fault: z.string(),
  description: z.string(),
  target: z.string(),
  nodes: z.array(z.string()),
  sustained: z.boolean(),
  injectingAt: at.optional(),
  activeAt: at.optional(),
  healingAt: at.optional(),
  healedAt: at.optional(),
  steadyAt: at.optional(),
  active: evidence.optional(),
  healed: evidence.optional(),
});

const failover = z.strictObject({
  fault: z.string(),
  requests: z
    .strictObject({ served: z.number().int(), lost: z.number().int() })
    .nullable()
    .describe("to the workload through nodes that were not hit, from the injection to the steady state after it"),
  phases: z.array(
    z.strictObject({
      phase: z.string(),
      measuredMs: z.tuple([z.number(), z.number().nullable()]).describe("since the injection: at least and at most"),
      expectedMs: z.tuple([z.number(), z.number()]).nullable().describe("from the cluster's own settings"),
      expectedFrom: z.string(),
      state: z.enum(["ok", "deviating"]).nullable(),
      summary: z.string(),
    }),
  ),
});

/** The shape of report.json, from which docs/report.schema.json is made. */
export const reportSchema = z
  .strictObject({
    version: z.literal(1),
    run: z.string(),
    scenario: z.string(),
    summary: z.string(),
    startedAt: z.iso.datetime(),
    durationMs: z.number(),
    end: z.enum(["completed", "interrupted", "failed", "cut"]),
    outcome,
    exitCode: z.number().int(),
    seed: z.number().int(),
    cluster: clusterSchema.nullable(),
    server: serverSchema.nullable(),
    settings: settingsSchema.nullable(),
    steps: z.array(z.string()),
    myth: z.strictObject({ claim: z.string(), verdict: z.string() }).nullable(),
    assumptions: z.array(assumptionSchema),
    verdicts: z.array(verdictSchema),
    faults: z.array(fault),
    stretches: z.array(z.strictObject({ name: z.string(), from: at, to: at, lanes: z.array(lane) })),
    watches: z.array(watchFiguresSchema).describe("lanes that listen, over the whole run"),
    failovers: z.array(failover),
    slowerThanStock: z.array(z.strictObject({ setting: z.string(), valueMs: z.number(), stockMs: z.number() })),
    findings: z.array(z.string()),
    prober: z.strictObject({
      samples: z.number().int(),
      lateStartMs: z.strictObject({ p50: z.number(), p99: z.number(), max: z.number() }).nullable(),
      cpuShare: z.number(),
      memoryMb: z.number(),
      disturbed: z.array(z.strictObject({ from: at, to: at, why: z.string() })),
    }),
    errors: z.array(z.string()),
  })
  .describe("The result of one run of kind-chaos.") satisfies z.ZodType<Report>;

/** The JSON Schema of report.json, as text for a file. */
export function reportJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(reportSchema, { target: "draft-2020-12" }), null, 2)}\n`;
}
