import { z } from "zod";
import type { DeepReadonly } from "../model/deep-readonly.ts";
import { boundsSchema } from "../model/moment.ts";
import { outcomeSchema } from "../model/outcome.ts";

const figureSchema = z.strictObject({
  id: z.string().describe("a guarantee's id, or fault and phase of a failover"),
  kind: z.enum(["guarantee", "phase"]),
  primary: z.boolean().describe("declared as primary by the scenario: what may be claimed"),
  outcomes: z.array(outcomeSchema).describe("what each run came to, in the order of their start; empty for a phase"),
  samplesMs: z
    .array(boundsSchema.nullable())
    .describe("what each run measured, in the same order; null: that run did not see it; empty: no length is measured"),
});
/** What some runs of a scenario came to in one guarantee or phase. */
export type Figure = DeepReadonly<z.infer<typeof figureSchema>>;

const scenarioRunsSchema = z.strictObject({
  scenario: z.string(),
  on: z.string().describe("topology and timings; the server, of a monitor"),
  runs: z.number().int().min(0).describe("that count"),
  excluded: z.number().int().min(0).describe("that do not: cut short, or an assumption did not hold"),
  meanDurationMs: z.number().min(0),
  facts: z
    .record(z.string(), z.array(z.string()))
    .describe("under what they ran, by name: machine, images, versions, settings, steps, limits"),
  figures: z.array(figureSchema),
});
/** The runs of one scenario on one kind of cluster, as samples. */
export type ScenarioRuns = DeepReadonly<z.infer<typeof scenarioRunsSchema>>;

/** The shape of a set of runs, and so of a reference file. */
export const runSetSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().describe("what people know it by"),
  machine: z.string().describe("the class of machine that it holds for"),
  from: z.string().nullable().describe("when the first run began"),
  to: z.string().nullable().describe("when the last run began"),
  scenarios: z.array(scenarioRunsSchema),
});
/** Runs that are compared as one: of a folder, or of a reference file. */
export type RunSet = DeepReadonly<z.infer<typeof runSetSchema>>;
