import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { spreadSchema } from "./figures.ts";
import { countsSchema as counts, momentSchema } from "./moment.ts";

const count = z.number().int();

/** Figures of one lane that listens, over the whole run; times in milliseconds. */
export const watchFiguresSchema = z.strictObject({
  lane: z.string(),
  streams: count.describe("streams that stood, one after the other"),
  backends: counts.describe("streams by the control plane that served them"),
  events: count,
  bookmarks: count,
  gone: count.describe(
    "times the server no longer had what was to be resumed (410), so that the state was listed anew",
  ),
  disconnects: counts.describe("streams that were lost, by reason"),
  otherEnds: count.describe("streams that ended as they should, or that could not be opened"),
  longestWithoutStreamMs: z.number(),
  writes: z
    .strictObject({ due: count, delivered: count, relisted: count, lost: count, pending: count })
    .describe("acknowledged writes that were to arrive, and what became of them; relisted: a list after 410 held them"),
  duplicates: count.describe("events that came a second time"),
  outOfOrder: count.describe("events that came after a later revision"),
  latencyMs: spreadSchema.nullable().describe("from a write's answer to its event; 0 where the event came first"),
  longestSilence: z
    .strictObject({
      from: momentSchema,
      to: momentSchema.nullable().describe("null: still open at the end"),
      atLeastMs: z.number(),
      atMostMs: z.number().nullable(),
      reasons: z.array(z.string()).describe("why streams were lost, or could not be opened, in it"),
    })
    .nullable()
    .describe("time without an arrival in which an acknowledged write was due; null: none of 200 ms"),
});
export type WatchFigures = DeepReadonly<z.infer<typeof watchFiguresSchema>>;
