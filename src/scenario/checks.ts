import type { z } from "zod";
import { messageOf, UsageError } from "../model/errors.ts";
import { unknownName } from "./nearest-names.ts";
import { describePath } from "./scenario-file.ts";

/** Parsed parameters; throws UsageError with their name, path and the first problem. */
export function checkParams<Params>(schema: z.ZodType<Params>, params: unknown, name: string): Params {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${name}: ${describePath(issue?.path ?? [])}: ${issue?.message}`);
}

/** What has that name; throws UsageError with the nearest names. */
export function named<Value>(kind: string, name: string, all: ReadonlyMap<string, Value>): Value {
  const value = all.get(name);
  if (value === undefined) throw unknownName(kind, name, [...all.keys()]);
  return value;
}

/** Puts the place in the scenario before what is wrong there. */
export function at<Value>(place: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${place}: ${messageOf(error)}`, { cause: error });
  }
}
