import { z } from "zod";

/** One parameter, as the JSON schema of its definition has it. */
interface Property {
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/**
 * The parameters of a definition for a table: each name in code, with its values where they are few, its default, or
 * the word "optional" in brackets; a parameter that is left plain is asked for.
 */
export function describeParameters(params: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(params, { io: "input", unrepresentable: "any" });
  return Object.entries(properties)
    .map(([name, property]) => `\`${name}\`${remark(property as Property, required.includes(name))}`)
    .join(", ");
}

function remark({ default: usual, enum: several, const: single }: Property, isRequired: boolean): string {
  const values = several ?? (single === undefined ? [] : [single]);
  const words = [
    values.join(", "),
    usual === undefined ? "" : `${values.length > 0 ? "default " : ""}${[usual].flat().join(", ")}`,
    usual === undefined && !isRequired ? "optional" : "",
  ].filter((word) => word !== "");
  return words.length === 0 ? "" : ` (${words.join("; ")})`;
}
