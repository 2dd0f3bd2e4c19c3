import { UsageError } from "../model/errors.ts";
import { namesOf } from "../scenario/catalogue.ts";
import { nearestNames } from "../scenario/nearest-names.ts";

/**
 * Throws UsageError where the first word of a command line is neither a verb nor a scenario nor a file, and is like a
 * verb: "pln" is more likely to be meant for `plan` than for a scenario.
 */
export function refuseUnknownWord(word: string | undefined, verbs: readonly string[]): void {
  if (word === undefined || !/^[\w-]+$/.test(word) || word.startsWith("-")) return;
  const scenarios = namesOf("scenario");
  if (verbs.includes(word) || scenarios.includes(word)) return;
  const near = nearestNames(word, verbs).slice(0, 1);
  if (near.length === 0) return;
  const also = nearestNames(word, scenarios);
  const orScenario = also.length === 0 ? "" : `, or the scenario ${also.join(" or ")}`;
  throw new UsageError(`There is no command or scenario "${word}": did you mean ${near[0]}${orScenario}?`);
}
