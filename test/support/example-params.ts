import { z } from "zod";

/** A value of each kind that the JSON Schema of parameters names. */
const examples: Readonly<Record<string, unknown>> = {
  string: "example",
  number: 1,
  integer: 1,
  boolean: false,
  array: [],
};

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

/** Parameters that a schema takes, made from the schema alone: for what no scenario uses yet. */
export function exampleParams(schema: z.ZodType): Record<string, string | number | boolean> {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" }) as { properties?: Record<string, Property> };
  const values = (of: (property: Property) => unknown) =>
    Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, of(property)]));
  const said = (property: Property) =>
    property.const ?? property.enum?.[0] ?? property.examples?.[0] ?? examples[property.type ?? ""];
  const usual = schema.safeParse(values((property) => property.default ?? said(property)));
  // Where all defaults together say nothing ("neither delay nor loss"), other values are said.
  return (usual.success ? usual.data : schema.parse(values(said))) as Record<string, string | number | boolean>;
}
