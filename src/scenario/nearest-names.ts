import { distance } from "fastest-levenshtein";
import { UsageError } from "../model/errors.ts";

/** So many names are told where none is near; of more it is said where they are. */
const mostNames = 16;

/** The error for a name that does not exist, with the nearest that do. */
export function unknownName(kind: string, name: string, names: readonly string[]): UsageError {
  const near = nearestNames(name, names);
  const all =
    names.length > mostNames ? '"npx kind-chaos list" shows what there is' : `there is ${names.join(", ") || "none"}`;
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}?` : all;
  return new UsageError(`There is no ${kind} "${name}": ${hint}`);
}

/** At most three names that a person may have meant, nearest first. */
export function nearestNames(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  return names
    .map((candidate) => ({ candidate, steps: distance(wanted, candidate), inside: candidate.includes(wanted) }))
    .filter(({ candidate, steps, inside }) => inside || steps <= Math.max(2, Math.floor(candidate.length / 3)))
    .toSorted((a, b) => Number(b.inside) - Number(a.inside) || a.steps - b.steps)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
