import { z } from "zod";

const rangeSchema = z.tuple([z.number(), z.number().nullable()]);

const rowSchema = z.strictObject({
  scenario: z.string(),
  /** From 1; what did not pass once is run in further rounds. */
  round: z.number().int(),
  topology: z.string(),
  profile: z.string(),
  /** Which campaign it belongs to; what other campaigns did is not done in it. */
  campaign: z.string(),
  /** Which commit of the harness, short, and the begin in UTC. */
  commit: z.string(),
  startedAt: z.iso.datetime(),
  run: z.string(),
  outcome: z.enum(["pass", "fail", "inconclusive", "broken"]),
  durationMs: z.number(),
  /** What did not pass, or why there is no report, in words. */
  why: z.array(z.string()),
  /** Promises with a measured length of time, milliseconds. */
  figures: z.array(
    z.strictObject({
      promise: z.string(),
      outcome: z.string(),
      limitMs: z.number().optional(),
      expectedMs: z.tuple([z.number(), z.number()]).optional(),
      measuredMs: rangeSchema.optional(),
    }),
  ),
  /**
   * How long after the begin of its injection each fault was proven to be active, milliseconds, and how long after the
   * end of the injection's own commands, when all of it could take effect; older rows have less, or none.
   */
  proofs: z.array(z.strictObject({ fault: z.string(), tookMs: z.number(), afterMs: z.number().optional() })).optional(),
});
/** What one run of a scenario came to; "broken": the harness itself failed. */
export type Row = z.infer<typeof rowSchema>;

/** Reads docs/results/steadiness.jsonl, a row on each line. */
export function readRows(text: string): Row[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => rowSchema.parse(JSON.parse(line)));
}

/** A row as its line. */
export function lineOf(row: Row): string {
  return `${JSON.stringify(row)}\n`;
}
