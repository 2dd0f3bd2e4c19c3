import { z } from "zod";
import { clusterSchema } from "../model/cluster.ts";
import type { DeepReadonly } from "../model/deep-readonly.ts";
import { boundsSchema } from "../model/moment.ts";
import { outcomeSchema } from "../model/outcome.ts";
import { reportSchema } from "../model/report.ts";
import { serverSchema } from "../model/server.ts";
import { verdictSchema } from "../model/verdict.ts";

const { version, run, scenario, startedAt, durationMs, end, harness, host, steps, application } = reportSchema.shape;
const { kubernetes, upgraded, topology, profile, nodeImage, loadBalancerImage, balancerImage } = clusterSchema.shape;
const { id, primary, limitMs, measuredMs } = verdictSchema.shape;

/** What a comparison reads of report.json, and nothing of the rest. */
export const comparedRunSchema = z.object({
  ...{ version, run, scenario, startedAt, durationMs, end, harness, host, steps, application },
  cluster: z
    .object({ kubernetes, upgraded, topology, profile, nodeImage, loadBalancerImage, balancerImage })
    .nullable(),
  server: z.object({ url: serverSchema.shape.url, kubernetes: serverSchema.shape.kubernetes }).nullable(),
  settings: z.record(z.string(), z.unknown()).nullable(),
  assumptions: z.array(z.object({ outcome: outcomeSchema })),
  verdicts: z.array(z.object({ id, primary, limitMs, measuredMs, outcome: outcomeSchema })),
  failovers: z.array(
    z.object({ faultId: z.string(), phases: z.array(z.object({ phase: z.string(), measuredMs: boundsSchema })) }),
  ),
});
/** One run as comparisons know it. */
export type ComparedRun = DeepReadonly<Omit<z.infer<typeof comparedRunSchema>, "settings">> & {
  readonly settings: Readonly<Record<string, unknown>> | null;
};

/**
 * Whether a run counts: it came to its end, and everything held that must be true before its guarantees mean anything.
 * What its guarantees came to has no part in that, so nothing that was measured can choose the runs that count.
 */
export function counts({ end, assumptions }: Pick<ComparedRun, "end" | "assumptions">): boolean {
  return end === "completed" && assumptions.every(({ outcome }) => outcome === "pass");
}
