import { z } from "zod";

/** One parameter of a definition, for people: what may stand in its place. */
export interface ParameterWords {
  readonly name: string;
  /** Its values where they are few, its default, or "optional"; empty: it is asked for. */
  readonly remark: string;
}

/** One parameter, as the JSON schema of its definition has it. */
interface Property {
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** The parameters of a definition, in their order. */
export function parametersOf(params: z.ZodType): ParameterWords[] {
  const { properties = {}, required = [] } = z.toJSONSchema(params, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    remark: remarkOn(property as Property, required.includes(name)),
  }));
}

function remarkOn({ default: usual, enum: several, const: single }: Property, isRequired: boolean): string {
  const values = several ?? (single === undefined ? [] : [single]);
  const words = [
    values.join(", "),
    usual === undefined ? "" : `${values.length > 0 ? "default " : ""}${[usual].flat().join(", ")}`,
    usual === undefined && !isRequired ? "optional" : "",
  ];
  return words.filter((word) => word !== "").join("; ");
}
