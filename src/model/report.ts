import { z } from "zod";
import { applicationReportSchema } from "./application-state.ts";
import { clusterSchema } from "./cluster.ts";
import type { DeepReadonly } from "./deep-readonly.ts";
import { failoverSchema, slowSettingSchema } from "./failover.ts";
import { spreadSchema, stretchFiguresSchema } from "./figures.ts";
import { machineReportSchema } from "./machine-report.ts";
import { momentSchema } from "./moment.ts";
import { outcomeSchema } from "./outcome.ts";
import { serverSchema } from "./server.ts";
import { settingsSchema } from "./settings.ts";
import { faultRecordSchema } from "./timeline.ts";
import { upgradeReportSchema } from "./upgrade-report.ts";
import { assumptionSchema, verdictSchema } from "./verdict.ts";
import { watchFiguresSchema } from "./watch-figures.ts";

const testedMythSchema = z.strictObject({ claim: z.string(), verdict: z.string().describe("what the run says of it") });
/** A belief about high availability, and what the run says of it. */
export type TestedMyth = DeepReadonly<z.infer<typeof testedMythSchema>>;

const disturbanceSchema = z
  .strictObject({
    from: momentSchema,
    to: momentSchema,
    reason: z.string().describe('in words: "self-probe failed 2 times, event loop late by 80 ms"'),
  })
  .describe("the prober was beyond one of its own limits: what was measured then is not held against the cluster");
/**
 * A stretch in which the prober was beyond one of its limits: what was measured in it is not held against a cluster.
 */
export type Disturbance = DeepReadonly<z.infer<typeof disturbanceSchema>>;

const unobservedSchema = z
  .strictObject({
    lane: z.string().nullable().describe("null: it is true of all lanes"),
    from: momentSchema,
    to: momentSchema,
    reason: z.string().describe('in words: "110 attempts missing"'),
  })
  .describe("time in which nobody could have seen what a guarantee is about; that one passes at best inconclusive");

const proberSchema = z.strictObject({
  attempts: z.number().int().describe("of all lanes, by their schedule"),
  lateStartMs: spreadSchema.nullable().describe("how long after their scheduled time attempts started; null: none did"),
  cpuShare: z.number().describe("of one core"),
  memoryMb: z.number().describe("at most"),
  disturbances: z.array(disturbanceSchema),
});

/** Why a run ended, in a published value. */
export const runEndSchema = z
  .enum(["completed", "interrupted", "deadline", "failed", "died", "cut"])
  .describe(
    "deadline: it was stopped by --deadline; failed: the harness did; died: it was ended, and somebody else wrote its journal's last line; cut: nobody did yet",
  );

/** The shape of report.json, from which docs/report.schema.json is made. */
export const reportSchema = z
  .strictObject({
    version: z.literal(1),
    run: z.string().describe("name of the run's folder"),
    scenario: z.string(),
    summary: z.string().describe("the scenario's own, in one sentence"),
    startedAt: z.iso.datetime(),
    durationMs: z.number(),
    end: runEndSchema,
    outcome: outcomeSchema.describe("the worst of all assumptions and verdicts"),
    exitCode: z.number().int(),
    seed: z.number().int(),
    /** The arguments that make the run again; not there for older journals, and where a cluster was monitored. */
    asked: z.array(z.string()).optional(),
    harness: z.string().describe("version of kind-chaos that recorded it"),
    host: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe("the machine, and the versions of kind and of the images"),
    cluster: clusterSchema.nullable(),
    server: serverSchema.nullable().describe("the server that was monitored; null: the cluster was the harness's own"),
    settings: settingsSchema.nullable().describe("the cluster's own, from which limits and expectations are computed"),
    steps: z.array(z.string()),
    myth: testedMythSchema.nullable().describe("null: the scenario tests no belief"),
    application: applicationReportSchema.optional().describe("the application of one's own, where the run had one"),
    assumptions: z.array(assumptionSchema),
    verdicts: z.array(verdictSchema),
    faults: z.array(faultRecordSchema),
    stretches: z.array(stretchFiguresSchema),
    watches: z.array(watchFiguresSchema).describe("lanes that listen, over the whole run"),
    failovers: z.array(failoverSchema).describe("each fault that had consequences, in phases"),
    slowerThanStock: z
      .array(slowSettingSchema)
      .describe("settings that make the cluster notice failures late, whether limits hold or not"),
    findings: z
      .array(z.string())
      .describe("what the lanes together say about where it went wrong: load balancer, API server, etcd or client"),
    /** Not there where nobody asked for it. */
    upgrade: upgradeReportSchema.optional(),
    unobserved: z.array(unobservedSchema).describe("of the stretches and lanes that guarantees judge"),
    prober: proberSchema,
    machine: machineReportSchema,
    errors: z.array(z.string()).describe("of the harness"),
  })
  .describe("The result of one run of kind-chaos.");
/** The whole result of a run; report.json is this value. */
export type Report = DeepReadonly<z.infer<typeof reportSchema>>;

/** Returns the JSON Schema of report.json, as text for a file. */
export function reportJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(reportSchema, { target: "draft-2020-12" }), null, 2)}\n`;
}
