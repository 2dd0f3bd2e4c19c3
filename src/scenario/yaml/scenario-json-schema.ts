import { z } from "zod";
import type { Known } from "../validation/known.ts";
import { writtenSchemas } from "./written-scenario.ts";

/**
 * The JSON schema of a scenario in YAML, for editors: docs/scenario.schema.json; made from what the harness decodes by.
 */
export function scenarioJsonSchema(known: Known): string {
  const { scenario, steps } = writtenSchemas(known);
  const whole = (scenario as unknown as z.ZodObject).extend({
    steps: z.array(z.union(Object.values(steps) as unknown as [z.ZodObject, z.ZodObject])).min(1),
  });
  return editorSchema(whole, "A scenario of kind-chaos");
}

/** A zod schema as the text of a JSON schema of what people write: keys with defaults may be left out. */
export function editorSchema(schema: z.ZodType, title: string): string {
  const made = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    reused: "ref",
    // What a parameter names is for the harness's own checks.
    override: ({ jsonSchema }) => {
      delete jsonSchema.names;
    },
  });
  return `${JSON.stringify({ title, ...made }, null, 2)}\n`;
}
