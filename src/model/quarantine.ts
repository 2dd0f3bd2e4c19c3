import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";

/** The shape of what a quarantine says of one scenario, or of one guarantee of it. */
export const quarantineMarkSchema = z
  .strictObject({
    guarantee: z
      .string()
      .nullable()
      .describe("id of the one guarantee that is in quarantine; null: the whole scenario"),
    reason: z.string(),
    until: z.iso.date().describe("the last day on which it has effect, in UTC"),
    daysLeft: z
      .number()
      .int()
      .describe("days from that of the call to the last; below 0: it has ended, without effect"),
  })
  .describe("what is known to break for a while, and decides no exit code meanwhile");
/** What is known of a scenario to break for a while, and decides no exit code meanwhile. */
export type QuarantineMark = DeepReadonly<z.infer<typeof quarantineMarkSchema>>;

/** The shape of one entry of a quarantine file, read on some day. */
const quarantineEntrySchema = quarantineMarkSchema.extend({
  scenario: z.string().describe("as `run` takes it: a name of the library, or a file"),
  inCall: z.boolean().describe("whether its scenario is one of this call; else it says nothing here"),
});
/** One entry of a quarantine file, read on some day. */
export type QuarantineEntry = DeepReadonly<z.infer<typeof quarantineEntrySchema>>;

/** The shape of a whole quarantine file, read on some day. */
export const quarantineSchema = z.strictObject({
  file: z.string().describe("as it was named"),
  entries: z.array(quarantineEntrySchema),
});
/** A whole quarantine file, read on some day. */
export type Quarantine = DeepReadonly<z.infer<typeof quarantineSchema>>;
