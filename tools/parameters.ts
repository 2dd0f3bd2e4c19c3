import type { z } from "zod";
import { parametersOf } from "../src/scenario/parameters.ts";

/**
 * The parameters of a definition for a table: each name in code, with its values where they are few, its default, or
 * the word "optional" in brackets; a parameter that is left plain is asked for.
 */
export function describeParameters(params: z.ZodType): string {
  return parametersOf(params)
    .map(({ name, remark }) => `\`${name}\`${remark === "" ? "" : ` (${remark})`}`)
    .join(", ");
}
