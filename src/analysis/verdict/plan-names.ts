import { folded, hasHidden, quoted, sameBefore } from "../../model/names.ts";
import { namesIn } from "../../model/run-plan.ts";
import type { Timeline } from "../../model/timeline.ts";
import { listing } from "../statistics/format.ts";
import { reservedNames } from "../timeline/stretches.ts";

/**
 * Why names of a run's steps or guarantees do not say which is meant: two that look the same, one that every run has
 * already, one that cannot be seen. Undefined where each says it.
 */
export function namesProblem({ start, faults }: Pick<Timeline, "start" | "faults">): string | undefined {
  const steps = start.plan === undefined ? faults.map(({ id }) => id) : namesIn(start.plan);
  const problems = [
    ...steps.flatMap((name) =>
      isReserved(name) ? [`a step is called ${quoted(name)}, as a stretch of every run`] : [],
    ),
    ...unclear("steps", steps),
    ...unclear(
      "guarantees",
      start.guarantees.map(({ id }) => id),
    ),
  ];
  return problems.length === 0 ? undefined : listing(problems);
}

/** Whether a name reads like that of a stretch that every run has, or like that of a fault's time of being held. */
export function isReserved(name: string): boolean {
  return reservedNames.includes(folded(name)) || name.includes(":");
}

function unclear(kind: string, names: readonly string[]): string[] {
  return names.flatMap((name, index) => {
    if (folded(name) === "" || hasHidden(name))
      return [`one of the ${kind} has a name that cannot be read: ${quoted(name)}`];
    return sameBefore(names, index) < 0 ? [] : [`two ${kind} are called ${quoted(name)}`];
  });
}
