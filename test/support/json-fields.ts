/** The fields of a value as paths, `scenarios[].name`; lists that are empty as `scenarios[]`. */
export function fieldsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((item) => fieldsOf(item, `${path}[]`));
    return inner.length === 0 ? [`${path}[]`] : [...new Set(inner)];
  }
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, path === "" ? key : `${path}.${key}`));
}

/**
 * The fields that a section of a document lists: the first column of its table. Throws where there is no such section.
 */
export function listedFields(markdown: string, section: string): string[] {
  const body = markdown.split(/^## /m).find((part) => part.startsWith(`${section}\n`));
  if (body === undefined) throw new Error(`there is no section ${section}`);
  return [...body.matchAll(/^\| `([^`]+)` \|/gm)].map(([, field]) => field as string);
}

/**
 * What a list of fields leaves out of a value, and what it has too much; a field with "?" or below an empty list may be
 * missing.
 */
export function differences(listed: readonly string[], value: unknown): { unlisted: string[]; missing: string[] } {
  const real = fieldsOf(value);
  const names = listed.map((field) => field.replace("?", ""));
  const empty = real.filter((field) => field.endsWith("[]"));
  const below = (field: string, lists: readonly string[]) => lists.some((list) => field.startsWith(`${list}.`));
  // "plans[]" alone stands for whatever is in it: it is told elsewhere.
  const whole = names.filter((field) => field.endsWith("[]"));
  const listedWhole = (field: string) => whole.some((list) => field.startsWith(`${list}.`));
  return {
    unlisted: real.filter(
      (field) =>
        !names.includes(field) &&
        !listedWhole(field) &&
        !(empty.includes(field) && names.some((name) => name.startsWith(`${field}.`))),
    ),
    missing: listed.filter((field) => {
      if (field.includes("?") || real.includes(field)) return false;
      return !below(field, empty) && !real.some((one) => field.endsWith("[]") && one.startsWith(`${field}.`));
    }),
  };
}
