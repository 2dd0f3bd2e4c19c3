import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { boundsSchema, expectedRangeSchema } from "./moment.ts";

const failoverPhaseSchema = z.strictObject({
  phase: z.string(),
  measuredMs: boundsSchema.describe("since the injection: at least and at most, milliseconds; null: nothing bounds it"),
  expectedMs: expectedRangeSchema.nullable().describe("null: the cluster's settings say nothing of it"),
  expectedSource: z.string().describe("where the expectation comes from, with its numbers"),
  state: z
    .enum(["ok", "deviating"])
    .nullable()
    .describe("deviating: the bounds lie outside of what is expected, on either side; null: nothing is expected"),
  summary: z.string().describe("what was seen, in words"),
});
/** One phase of a failover, as bounds since the fault was injected; milliseconds. */
export type FailoverPhase = DeepReadonly<z.infer<typeof failoverPhaseSchema>>;

const requestsSchema = z.strictObject({ served: z.number().int(), lost: z.number().int() });
/**
 * Requests to the workload under test, through nodes that were not hit, from an injection to the steady state after.
 */
export type Requests = DeepReadonly<z.infer<typeof requestsSchema>>;

/** The shape of the failover after one fault. */
export const failoverSchema = z.strictObject({
  faultId: z.string(),
  requests: requestsSchema
    .nullable()
    .describe(
      "to the workload through nodes that were not hit, from the injection to the steady state after it; " +
        "null: no workload was probed",
    ),
  phases: z.array(failoverPhaseSchema),
});
/** The failover after one fault, taken apart. */
export type Failover = DeepReadonly<z.infer<typeof failoverSchema>>;

/** The shape of a setting that makes a cluster slower than stock. */
export const slowSettingSchema = z.strictObject({ setting: z.string(), valueMs: z.number(), stockMs: z.number() });
/** A setting by which a cluster notices failures later than with the components' own defaults; milliseconds. */
export type SlowSetting = DeepReadonly<z.infer<typeof slowSettingSchema>>;
