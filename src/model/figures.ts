import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { countsSchema, momentSchema } from "./moment.ts";

const count = z.number().int();
const share = z.number().min(0).max(1);

/** How latencies are spread, in a published value; milliseconds. */
export const spreadSchema = z.strictObject({ p50: z.number(), p99: z.number(), max: z.number() });

/** The shape of an outage of one lane: its length lies in [atLeastMs, atMostMs]. */
export const outageSchema = z
  .strictObject({
    from: momentSchema.describe(
      "it cannot have begun before; the start of the first attempt without success where no success came before it",
    ),
    to: momentSchema.nullable().describe("it cannot have ended later; null: it was still open at the end"),
    atLeastMs: z.number(),
    atMostMs: z.number().nullable().describe("null: nothing bounds it"),
    attempts: count,
    errors: countsSchema.describe('attempts by class of error; "late" succeeded, but too late'),
  })
  .describe("attempts without success, one after the other");
/** A total outage of one lane: consecutive attempts without success. */
export type Outage = DeepReadonly<z.infer<typeof outageSchema>>;

/** The shape of a stretch of one lane in which some attempts fail and some succeed. */
export const degradationSchema = z.strictObject({
  from: momentSchema.describe("start of the first attempt that failed"),
  to: momentSchema.describe("start of the last attempt that failed"),
  attempts: count,
  failed: count,
  errorRate: share,
  errors: countsSchema.describe("failed attempts by class of error"),
  backends: countsSchema.describe('failed attempts by the control plane that was met; "unknown" without a certificate'),
});
/** A stretch in which some attempts fail and some succeed; first to last failure. */
export type Degradation = DeepReadonly<z.infer<typeof degradationSchema>>;

const laneFiguresSchema = z.strictObject({
  lane: z.string().describe("operation / way / connection"),
  attempts: count.describe("the sum of ok, late, failed and unknown"),
  ok: count.describe("succeeded within 1 s of their start"),
  late: count.describe("succeeded later than that; how late the latest was is in latencyMs.max"),
  failed: count,
  unknown: count.describe("writes whose answer was lost: they may have happened"),
  errors: countsSchema.describe("failed and unknown attempts by class of error"),
  latencyMs: spreadSchema.nullable().describe("of successes, from the start; null: none succeeded"),
  availability: z
    .strictObject({ "100ms": share, "1s": share, "5s": share, "10s": share })
    .nullable()
    .describe("share of attempts that succeeded within so much of their start"),
  longestOutage: outageSchema.nullable(),
  outageCount: count,
  degradations: z.array(degradationSchema),
});
/** Figures of one lane over one stretch of the run. */
export type LaneFigures = DeepReadonly<z.infer<typeof laneFiguresSchema>>;

/** The shape of a named stretch with the figures of every lane. */
export const stretchFiguresSchema = z.strictObject({
  name: z.string().describe('"whole-run", "warm-up", the name of a fault, or that with ":held"'),
  from: momentSchema,
  to: momentSchema,
  lanes: z.array(laneFiguresSchema),
});
/**
 * A named stretch with the figures of every lane: "warm-up", or a fault from its injection to the steady state after.
 */
export type StretchFigures = DeepReadonly<z.infer<typeof stretchFiguresSchema>>;
