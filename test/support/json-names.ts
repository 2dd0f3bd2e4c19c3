import { z } from "zod";

/** Every name that a value of this shape may have in it: of fields, and words of which one is to be chosen. */
export function jsonNames(schema: z.ZodType): Set<string> {
  const names = new Set<string>();
  collect(z.toJSONSchema(schema, { unrepresentable: "any" }), names);
  return names;
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  const { properties, enum: words, const: word } = value as Record<string, unknown>;
  if (typeof properties === "object" && properties !== null)
    for (const name of Object.keys(properties)) names.add(name);
  for (const one of [word, ...(Array.isArray(words) ? words : [])]) if (typeof one === "string") names.add(one);
  for (const part of Object.values(value)) collect(part, names);
}
