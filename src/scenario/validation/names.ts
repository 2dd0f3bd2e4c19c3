import { isReserved } from "../../analysis/verdict/plan-names.ts";
import { UsageError } from "../../model/errors.ts";
import { hasHidden, quoted, sameBefore } from "../../model/names.ts";
import type { Step } from "../../model/scenario.ts";
import { at } from "./place.ts";

/**
 * Returns the names of all steps, and of work within them. Throws UsageError for a step, or work within one, whose name
 * another one has or every run has already.
 */
export function checkNames(steps: readonly Step[]): string[] {
  const named = steps.flatMap((step, index) => namesIn(step, `steps[${index}]`));
  const names = named.map(({ name }) => name);
  for (const [index, { name, place }] of named.entries()) {
    at(`${place}.as`, () => {
      if (isReserved(name)) throw new UsageError(`${quoted(name)} is a stretch of every run: choose another name`);
      mustBeReadable(name);
      const before = named[sameBefore(names, index)];
      if (before !== undefined) throw new UsageError(`${before.place} is called ${quoted(before.name)} already`);
    });
  }
  return names;
}

/** Throws UsageError for a name that is empty to the eye, or holds what nobody sees. */
export function mustBeReadable(name: string): void {
  if (name.trim() === "" || hasHidden(name))
    throw new UsageError(`${quoted(name)} cannot be read: a name is of letters that are seen`);
}

function namesIn(step: Step, place: string): { name: string; place: string }[] {
  if (!("as" in step)) return [];
  const within = "while" in step ? (step.while ?? []) : [];
  return [
    { name: step.as, place },
    ...within.map(({ as }, index) => ({ name: as, place: `${place}.while[${index}]` })),
  ];
}
