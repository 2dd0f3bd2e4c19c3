import { z } from "zod";
import { durationSchema } from "../../model/duration-schema.ts";
import { derivedLimitNameSchema, limitSchema, type Referent } from "../../model/guarantee.ts";
import { wholeRun } from "../timeline/stretches.ts";

/** A length of time in a guarantee's parameters, such as "5s". */
export const durationParam = durationSchema;

/** A limit in a guarantee's parameters: a length of time or one of the cluster's own bounds. */
export const limitParam = limitSchema.pipe(
  z.union([durationParam, z.strictObject({ derived: derivedLimitNameSchema, plus: durationParam.optional() })]),
);

/** Which lanes are judged: ids in which a part may be `*`, for example "write/api/*"; one or several. */
export const lanesParam = z.union([z.string(), z.array(z.string()).min(1)]).meta(namesOf("lanes"));

/** The same, at least two of them. */
export const severalLanesParam = z.array(z.string()).min(2).meta(namesOf("lanes"));

/** Which stretch is judged: a fault's name, "<name>:held", or the whole run. */
export const duringParam = z.string().meta(namesOf("stretch")).default(wholeRun);

/** A fault, by its name in the scenario. */
export const faultParam = z.string().meta(namesOf("fault"));

/** Work of an operator, by its name in the scenario. */
export const workParam = z.string().meta(namesOf("work"));

/** A fault or work of an operator, by its name in the scenario. */
export const stepParam = z.string().meta(namesOf("step"));

/** A share of attempts, 0 to 1. */
export const shareParam = z.number().min(0).max(1);

/** "target": reused lanes that were connected to a node which the fault hit are not judged, and named. */
export const exceptPinnedToParam = z.literal("target").optional();

/** What a parameter of this schema names; undefined where it names nothing in a scenario. */
export function referentOf(schema: z.core.$ZodType): Referent | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return referentOf(schema.unwrap());
  return z.globalRegistry.get(schema)?.names as Referent | undefined;
}

function namesOf(names: Referent): { readonly names: Referent } {
  return { names };
}
