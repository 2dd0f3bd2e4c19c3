import { z } from "zod";
import { clusterSchema } from "./cluster.ts";
import type { DeepReadonly } from "./deep-readonly.ts";
import { reportSchema } from "./report.ts";
import { serverSchema } from "./server.ts";
import { assumptionSchema, verdictSchema } from "./verdict.ts";

const { version, scenario, startedAt, durationMs, end, outcome, seed, errors } = reportSchema.shape;
const { kubernetes, topology, profile } = clusterSchema.shape;
const { id, guarantee, promise, limitMs, ownLimit, measuredMs } = verdictSchema.shape;

/**
 * What an index of runs reads of report.json: the same as there, and nothing of the rest, so that a report with a field
 * more or less elsewhere is read all the same.
 */
export const runDigestSchema = z.object({
  ...{ version, scenario, startedAt, durationMs, end, outcome, seed, errors },
  cluster: z.object({ kubernetes, topology, profile }).nullable(),
  server: z.object({ url: serverSchema.shape.url, kubernetes: serverSchema.shape.kubernetes }).nullable(),
  assumptions: z.array(z.object(assumptionSchema.shape)),
  verdicts: z.array(
    z.object({ id, guarantee, promise, limitMs, ownLimit, measuredMs, outcome, summary: verdictSchema.shape.summary }),
  ),
});
/** What an index knows of a run. */
export type RunDigest = DeepReadonly<z.infer<typeof runDigestSchema>>;

/** One run of an index. */
export interface ListedRun {
  readonly digest: RunDigest;
  /** Name of its folder, which no text in it can choose. */
  readonly name: string;
  /** Address of its page from the index: a relative path, each part of it encoded; empty where its folder is gone. */
  readonly href: string;
}

/** What an index page is made from. */
export interface RunIndex {
  readonly runs: readonly ListedRun[];
  /** Folders of runs that could not be read, each with the reason. */
  readonly unread: readonly { readonly folder: string; readonly problem: string }[];
}
