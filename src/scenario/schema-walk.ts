import { z } from "zod";

/** Any schema of zod. */
export type Schema = z.core.$ZodType;

/** A kind of object that a schema lets through, with the name by which its first key tells it from others. */
interface NamedObject {
  readonly object: z.ZodObject;
  readonly name: string | undefined;
}

/** What stands at a path in data; undefined where nothing does. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (value, part) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Readonly<Record<PropertyKey, unknown>>)[part]
        : undefined,
    input,
  );
}

/** The keys that the object at a path may have, by what it is called there. */
export function keysAt(schema: Schema, input: unknown, path: readonly PropertyKey[]): string[] {
  const found = valueAt(input, path);
  const meant = objectsAt(schema, input, path).filter((one) => isMeant(one, found));
  return [...new Set(meant.flatMap(({ object }) => Object.keys(object.shape)))];
}

/** The names of which one may stand at a path, where they tell the kinds of the object around it apart. */
export function namesAround(schema: Schema, input: unknown, path: readonly PropertyKey[]): string[] {
  const key = path.at(-1);
  if (key === undefined) return [];
  return objectsAt(schema, input, path.slice(0, -1)).flatMap(({ object, name }) =>
    name === undefined || Object.keys(object.shape)[0] !== key ? [] : [name],
  );
}

/** The keys of an object that must be there. */
export function requiredOf({ shape }: z.ZodObject): string[] {
  return Object.entries(shape).flatMap(([key, field]) => (z.safeParse(field, undefined).success ? [] : [key]));
}

/** Every kind of object that may stand at a path, whatever stands there. */
export function objectsAt(schema: Schema, input: unknown, path: readonly PropertyKey[]): NamedObject[] {
  const [part, ...rest] = path;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return objectsAt(schema.unwrap(), input, path);
  if (schema instanceof z.ZodPipe) return objectsAt(schema.out, input, path);
  if (schema instanceof z.ZodUnion) {
    const options = part === undefined ? schema.options : schema.options.filter((one) => leadsOn(one, input));
    return options.flatMap((option) => objectsAt(option, input, path));
  }
  if (part === undefined) return schema instanceof z.ZodObject ? [{ object: schema, name: nameOf(schema) }] : [];
  const value = valueAt(input, [part]);
  if (schema instanceof z.ZodArray) return objectsAt(schema.element, value, rest);
  if (schema instanceof z.ZodRecord) return objectsAt(schema.valueType, value, rest);
  const field = schema instanceof z.ZodObject ? schema.shape[String(part)] : undefined;
  return field === undefined ? [] : objectsAt(field, value, rest);
}

function leadsOn(option: Schema, value: unknown): boolean {
  return !(option instanceof z.ZodObject) || isMeant({ object: option, name: nameOf(option) }, value);
}

/** Whether a value calls itself by the name of a kind of object, or the kind has none. */
function isMeant({ object, name }: NamedObject, value: unknown): boolean {
  return name === undefined || valueAt(value, [Object.keys(object.shape)[0] ?? ""]) === name;
}

function nameOf({ shape }: z.ZodObject): string | undefined {
  const [first] = Object.values(shape);
  return first instanceof z.ZodLiteral ? String([...first.values][0]) : undefined;
}
