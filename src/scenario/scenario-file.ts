import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { durationParam } from "../analysis/limits/parameters.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { destinations, vias } from "../model/lane.ts";
import { mythSchema } from "../model/myth.ts";
import type { Scenario } from "../model/scenario.ts";
import { workloadSchema } from "../model/workload.ts";
import { meanThisPackage } from "./package-name.ts";

const nameSchema = z.string().regex(/^[a-z0-9-]+$/, { error: "is no name: small letters, digits and dashes only" });

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

const guaranteeSchema = z.strictObject({
  id: z.string("is missing: write the guarantee with the function of its name").min(1),
  guarantee: z.string(),
  params: z.record(z.string(), z.unknown()),
});

const scenarioSchema = z.strictObject({
  summary: z.string().min(1),
  topology: z.string(),
  profile: z.enum(["stock", "fast"]),
  tags: z.array(z.string()),
  lanes: z.array(laneSchema).min(1),
  workload: workloadSchema.optional(),
  myth: mythSchema.optional(),
  steps: z.array(stepSchema).min(1),
  guarantees: z.array(guaranteeSchema),
});

/** Imports a scenario file; throws UsageError with file, line where it can be told, and reason. */
export async function importScenario(file: string): Promise<Scenario> {
  const where = relative(process.cwd(), file);
  let module: { default?: unknown };
  try {
    meanThisPackage(file);
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new UsageError(`${where}${lineOf(error, file)}: ${firstLine(error)}`, { cause: error });
  }
  if (module.default === undefined) throw new UsageError(`${where}: it has no default export: defineScenario({ … })`);
  const parsed = scenarioSchema.safeParse(module.default);
  if (parsed.success) return module.default as Scenario;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${where}: ${describePath(issue?.path ?? [])}: ${issue?.message}`);
}

/** A path into a value as a person writes it: steps[2].for. */
export function describePath(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return words.join("").replace(/^\./, "") || "the scenario";
}

/** ":line" where the error's stack names the file; Node puts the place of a syntax error first in the stack. */
function lineOf(error: unknown, file: string): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const place = [pathToFileURL(file).href, file].map((name) => stack.indexOf(`${name}:`)).find((at) => at >= 0);
  const line = place === undefined ? undefined : /\.ts:(\d+)/.exec(stack.slice(place))?.[1];
  return line === undefined ? "" : `:${line}`;
}

function firstLine(error: unknown): string {
  return messageOf(error).split("\n")[0] ?? "";
}
