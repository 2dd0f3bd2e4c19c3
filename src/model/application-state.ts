import { z } from "zod";

/** A set of pods, a Job, or a pod by itself, as the API tells of it. */
const applicationSetSchema = z.strictObject({
  kind: z.string(),
  name: z.string(),
  wanted: z.number().int().describe("pods that it wants; of a Job completions"),
  ready: z.number().int().describe("pods that are Ready; of a Job completions that there are"),
  running: z.number().int().optional().describe("of a Job: pods of it that are Ready"),
  failed: z.string().optional().describe("why a Job failed, in the API's own words"),
});
export type ApplicationSet = Readonly<z.infer<typeof applicationSetSchema>>;

/** Whether a set has the pods that it wants; a Job has while it runs, for it may take any time, and not before it does. */
export function isWhole({ wanted, ready, running = 0, failed }: ApplicationSet): boolean {
  return failed === undefined && (ready >= wanted || running > 0);
}

/** A set in words: "Deployment web 1 of 3 Ready", "Job work 0 of 3 complete, none of its pods runs". */
export function describeSet({ kind, name, wanted, ready, running, failed }: ApplicationSet): string {
  if (running === undefined) return `${kind} ${name} ${ready} of ${wanted} Ready`;
  const course = running === 0 && ready < wanted ? ", none of its pods runs" : "";
  return `${kind} ${name} ${ready} of ${wanted} complete${failed === undefined ? course : `, failed: ${failed}`}`;
}

/** Something in an application's own manifests that makes an outage likely or longer. */
const applicationAdviceSchema = z.strictObject({
  check: z.string(),
  subject: z.string().describe('"Deployment web"'),
  evidence: z.string().describe("what was seen"),
  why: z.string(),
  advice: z.string().describe("what prevents it"),
});
export type ApplicationAdvice = Readonly<z.infer<typeof applicationAdviceSchema>>;

/** An application of a person's own at one moment. */
export const applicationStateSchema = z.strictObject({
  namespace: z.string(),
  sets: z.array(applicationSetSchema).describe("all that makes pods in its namespace"),
  advice: z.array(applicationAdviceSchema).describe("from its own manifests; empty at the end of a run"),
});

/** The shape of what a report says of an application of a person's own. */
export const applicationReportSchema = z.strictObject({
  namespace: z.string(),
  begin: z.array(applicationSetSchema).describe("what made pods in its namespace when the lanes began"),
  end: z.array(applicationSetSchema).nullable().describe("the same at the end; null: it was not read"),
  advice: z.array(applicationAdviceSchema).describe("what in its own manifests makes an outage likely or longer"),
});
