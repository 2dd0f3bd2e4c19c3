import { relative } from "node:path";
import { z } from "zod";
import { durationParam } from "../analysis/limits/parameters.ts";
import { applicationSchema, isApplication } from "../model/application.ts";
import { UsageError } from "../model/errors.ts";
import { destinations, vias } from "../model/lane.ts";
import { mythSchema } from "../model/myth.ts";
import type { Scenario } from "../model/scenario.ts";
import { storeSchema, workloadSchema } from "../model/workload.ts";
import { importModule } from "./scenario-module.ts";

/** A name that a scenario gives a step or a variant of a lane. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9-]+$/, { error: "is no name: small letters, digits and dashes only" });

const attemptLaneSchema = z.strictObject({
  operation: z.string(),
  variant: nameSchema.optional(),
  destination: z.enum(destinations),
  via: z.enum(vias),
  connection: z.enum(["new", "reused", "http2"]),
  hz: z.number().positive().max(1_000),
  deadlineMs: z.number().positive(),
});

const watchLaneSchema = z.strictObject({
  operation: z.string(),
  via: z.enum(vias).exclude(["each-etcd-member"]),
  connection: z.enum(["reused", "http2"]),
  idleMs: z.number().positive(),
});

/** The problems of the kind of lane that it is: a union's own message would name neither. */
const laneSchema = z.looseObject({ operation: z.string() }).superRefine((lane, context) => {
  relay(("idleMs" in lane ? watchLaneSchema : attemptLaneSchema).safeParse(lane), context);
});

function relay({ error }: z.ZodSafeParseResult<unknown>, context: z.RefinementCtx): void {
  for (const { message, path } of error?.issues ?? []) context.addIssue({ code: "custom", message, path });
}

const faultSchema = z.strictObject({
  fault: z.string(),
  target: z.looseObject({ role: z.string() }),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const procedureSchema = z.strictObject({
  procedure: z.string(),
  target: z.looseObject({ role: z.string() }),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const workSchema = z.strictObject({ perform: procedureSchema, as: nameSchema });

/** Each kind of step by the key that tells it from the others. */
const stepSchemas = {
  hold: z.strictObject({ hold: durationParam, reason: z.string() }),
  inject: z.strictObject({
    inject: faultSchema,
    as: nameSchema,
    for: durationParam.optional(),
    while: z.array(workSchema).optional(),
  }),
  perform: workSchema,
  recover: z.strictObject({ recover: durationParam }),
};

const noStep =
  'is no step: write { hold: "10s", reason: "…" }, { inject: …, as: "a-name", for: "20s" }, { perform: …, as: "a-name" } or { recover: "60s" }';

/** The problems of the kind of step that it is, with their paths: a union's own message would have none. */
const stepSchema = z.looseObject({}).superRefine((step, context) => {
  const kind = Object.keys(stepSchemas).find((key) => key in step) as keyof typeof stepSchemas | undefined;
  if (kind === undefined) context.addIssue({ code: "custom", message: noStep });
  else relay(stepSchemas[kind].safeParse(step), context);
});

/** The problems of the kind of workload that it is: the built-in one's shape, or an application of a person's own. */
const workloadOfAnyKind = z.looseObject({}).superRefine((workload, context) => {
  relay((isApplication(workload) ? applicationSchema : workloadSchema).safeParse(workload), context);
});

const guaranteeSchema = z.strictObject({
  id: z.string("is missing: write the guarantee with the function of its name").min(1),
  guarantee: z.string(),
  params: z.record(z.string(), z.unknown()),
});

/** Lanes, steps or guarantees of one scenario; the library has at most 15. */
export const mostOfAKind = 500;

const scenarioSchema = z.strictObject({
  summary: z.string().min(1),
  topology: z.string(),
  profile: z.enum(["stock", "fast"]),
  tags: z.array(z.string()),
  lanes: z.array(laneSchema).min(1).max(mostOfAKind),
  workload: workloadOfAnyKind.optional(),
  store: storeSchema.optional(),
  myth: mythSchema.optional(),
  cure: z.string().optional(),
  noCure: z.string().min(1).optional(),
  steps: z.array(stepSchema).min(1).max(mostOfAKind),
  guarantees: z.array(guaranteeSchema).max(mostOfAKind),
  primary: z.array(z.string()).optional(),
});

/** Imports a scenario file; throws UsageError with file, line where it can be told, and reason. */
export async function importScenario(file: string): Promise<Scenario> {
  const where = relative(process.cwd(), file);
  const imported = await importModule(file);
  if (imported.is === "problem") {
    const line = imported.line === undefined ? "" : `:${imported.line}`;
    throw new UsageError(`${where}${line}: ${imported.message}`);
  }
  const { value } = imported;
  if (value === undefined) throw new UsageError(`${where}: it has no default export: defineScenario({ … })`);
  const parsed = scenarioSchema.safeParse(value);
  if (parsed.success) return value as Scenario;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${where}: ${describePath(issue?.path ?? [])}: ${issue?.message}`);
}

/** A path into a value as a person writes it: steps[2].for. */
export function describePath(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return words.join("").replace(/^\./, "") || "the scenario";
}
