import type { z } from "zod";
import { unknownName } from "./nearest-names.ts";
import { keysAt, namesAround, objectsAt, requiredOf, type Schema, valueAt } from "./schema-walk.ts";

/** What is wrong in data that a person wrote, and where. */
export interface Mistake {
  readonly path: readonly PropertyKey[];
  /** In words that follow the place. */
  readonly words: string;
}

/** Data that a schema let through, or the first mistake in it. */
export type Decoded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly mistake: Mistake };

type Issue = z.core.$ZodIssue;

/** Reads data by a schema; a name or a key that is not known is told with the nearest that are. */
export function decode<Value>(schema: z.ZodType<Value>, input: unknown): Decoded<Value> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, mistake: mistakeOf(mostTelling(parsed.error.issues, input), schema, input) };
}

/**
 * The issue that is told: a key that is not known rather than one that is missing, which is often the same one; of
 * alternatives, what is wrong with the one that takes such a kind of value at all.
 */
function mostTelling(issues: readonly Issue[], input: unknown): Issue {
  const all = issues.map((issue) => insideUnions(issue, input));
  return (all.find(({ code }) => code === "unrecognized_keys") ?? all[0]) as Issue;
}

function insideUnions(issue: Issue, input: unknown): Issue {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const isText = typeof valueAt(input, issue.path) === "string";
  const isOfKind = ({ code, path }: Issue) =>
    path.length > 0 || (code !== "invalid_type" && (code !== "invalid_value" || isText));
  const meant = issue.errors.find((issues) => issues.every(isOfKind));
  if (meant === undefined) return issue;
  return mostTelling(
    meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
    input,
  );
}

function mistakeOf(issue: Issue, schema: Schema, input: unknown): Mistake {
  const { path } = issue;
  const found = valueAt(input, path);
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const words = unknownName("key", key, keysAt(schema, input, path)).message;
    return { path: [...path, key], words: `${words}${foreignKeys.test(key) ? ` ${noCode}` : ""}` };
  }
  if (typeof found === "string") {
    const objects = objectsAt(schema, input, path);
    const needy = objects.find(({ name }) => name === found);
    if (needy !== undefined)
      return { path, words: `${found} needs more than its name: ${requiredOf(needy.object).join(", ")}` };
    const values = issue.code === "invalid_value" ? issue.values.map(String) : namesAround(schema, input, path);
    const names = [...new Set([...values, ...objects.flatMap(({ name }) => name ?? [])])];
    if (names.length > 0) {
      const { message } = unknownName(kindOf(path), found, names);
      return { path, words: /[/\\]|\.[cm]?[jt]s$/.test(found) ? `${message} ${noCode}` : message };
    }
  }
  if (found === undefined && path.length > 0) return { path, words: "is missing" };
  if (issue.code === "invalid_union") return { path, words: `cannot be ${nameOfType(found)}` };
  return { path, words: issue.message.replace(/^Invalid input: /, "") };
}

/** Keys by which other formats take in files. */
const foreignKeys = /^(?:imports?|require|extends?|includes?|<<)$/;

/** What is said where somebody wants code, or files of their own, in YAML. */
export const noCode = "YAML names what the library has and imports nothing: what needs code of one's own is TypeScript";

/** What is named at a path, in a word: that of the key, or of the list that it is in. */
function kindOf(path: readonly PropertyKey[]): string {
  const key = path.findLast((part) => typeof part === "string") ?? "name";
  return String(key).replace(/s$/, "");
}

function nameOfType(value: unknown): string {
  if (value === null) return "empty";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
