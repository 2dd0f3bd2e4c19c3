import { warmUp, wholeRun } from "../../analysis/timeline/stretches.ts";
import { UsageError } from "../../model/errors.ts";
import type { Step } from "../../model/scenario.ts";
import { at } from "./place.ts";

/** Names of stretches that every run has: a fault of that name could not be told from them. */
const reserved: readonly string[] = [wholeRun, warmUp];

/**
 * Returns the names of all steps, and of work within them. Throws UsageError for a step, or work within one, whose name
 * another one has or every run has already.
 */
export function checkNames(steps: readonly Step[]): string[] {
  const named = steps.flatMap((step, index) => namesIn(step, `steps[${index}]`));
  for (const [index, { name, place }] of named.entries()) {
    at(`${place}.as`, () => {
      if (reserved.includes(name)) throw new UsageError(`"${name}" is a stretch of every run: choose another name`);
      const before = named.slice(0, index).find((other) => other.name === name);
      if (before !== undefined) throw new UsageError(`${before.place} is called "${name}" already`);
    });
  }
  return named.map(({ name }) => name);
}

function namesIn(step: Step, place: string): { name: string; place: string }[] {
  if (!("as" in step)) return [];
  const within = "while" in step ? (step.while ?? []) : [];
  return [
    { name: step.as, place },
    ...within.map(({ as }, index) => ({ name: as, place: `${place}.while[${index}]` })),
  ];
}
