import type { z } from "zod";
import { UsageError } from "../../model/errors.ts";
import { describePath } from "../scenario-file.ts";

/**
 * The parameters with their defaults as a definition's schema reads them; throws UsageError with the path of the first
 * that is wrong.
 */
export function checkParams<Params>(schema: z.ZodType<Params>, params: unknown, name: string): Params {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${name}: ${describePath(issue?.path ?? [])}: ${issue?.message}`);
}
