import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { degradationSchema, outageSchema } from "./figures.ts";
import { momentSchema } from "./moment.ts";

const count = z.number().int();
const counts = z.array(count).describe("one number for each bin");
const latencies = z.array(z.number().nullable()).describe("milliseconds for each bin; null: nothing succeeded in it");

const failedAttemptSchema = z.strictObject({
  at: momentSchema.describe("when it started"),
  outcome: z.enum(["failed", "unknown"]),
  error: z.string().describe("class of the error"),
  backend: z.string().describe('the control plane that was met; "unknown" without a certificate'),
  latencyMs: z.number().describe("from its start to its end"),
});
/** One attempt that did not succeed. */
export type FailedAttempt = DeepReadonly<z.infer<typeof failedAttemptSchema>>;

const laneSeriesSchema = z.strictObject({
  lane: z.string(),
  ok: counts.describe("succeeded within 1 s of their start"),
  late: counts.describe("succeeded later than that"),
  failed: counts,
  unknown: counts.describe("writes whose answer was lost: they may have happened"),
  errors: z.record(z.string(), counts).describe("failed and unknown attempts by class of error"),
  backends: z
    .record(z.string(), counts)
    .describe('all attempts by the control plane that was met; "unknown" without a certificate'),
  leastMs: latencies.describe("least latency of the successes of each bin, from the start; null: none"),
  greatestMs: latencies.describe("greatest latency of the successes of each bin, from the start; null: none"),
  failures: z.array(failedAttemptSchema).describe("every attempt that did not succeed, in the order of their start"),
  outages: z.array(outageSchema).describe("all of them, over the whole run"),
  degradations: z.array(degradationSchema).describe("all of them, over the whole run"),
});
/** One lane's attempts over time. */
export type LaneSeries = DeepReadonly<z.infer<typeof laneSeriesSchema>>;

/** The shape of the time series of a run. */
export const seriesSchema = z.strictObject({
  from: momentSchema.describe("where the first bin begins"),
  binMs: z.number().int().describe("width of a bin: 100 ms, or a multiple of it where there would be too many"),
  bins: count.describe("how many there are; bin i holds what started in [from + i × binMs, from + (i + 1) × binMs)"),
  lanes: z.array(laneSeriesSchema),
});
/** What every lane that makes attempts saw over time, in bins that are the same for all lanes. */
export type Series = DeepReadonly<z.infer<typeof seriesSchema>>;
