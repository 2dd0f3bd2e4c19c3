import { realpathSync } from "node:fs";
import { UsageError } from "../model/errors.ts";
import { fileOf } from "./catalogue.ts";
import type { LoadedScenario } from "./load-scenario.ts";

/** A scenario that shows a single point of failure, and the one that shows the set-up without it; names. */
export interface Pair {
  readonly disease: string;
  readonly cure: string;
}

/** What of a scenario says that it is one side of a pair. */
type Paired = Found & { readonly scenario: Pick<LoadedScenario["scenario"], "cure" | "noCure"> };
/** What of a scenario tells it from another one of the same name. */
type Found = Pick<LoadedScenario, "name" | "file">;

/** The pairs that some scenarios name, in their order. */
export function pairsOf(scenarios: readonly Paired[]): Pair[] {
  return scenarios.flatMap(({ name, scenario }) =>
    scenario.cure === undefined ? [] : [{ disease: name, cure: scenario.cure }],
  );
}

/** The pairs of which both sides are among some scenarios. */
export function pairsAmong(scenarios: readonly Paired[]): Pair[] {
  return pairsOf(scenarios).filter(({ cure }) => scenarios.some((one) => isMeant(one, cure)));
}

/** The names of those whose cure a scenario is. */
export function curedBy(one: Found, scenarios: readonly Paired[]): string[] {
  return pairsOf(scenarios).flatMap(({ disease, cure }) => (isMeant(one, cure) ? [disease] : []));
}

/** Whether a scenario is the one that is found by a name: a file that a person names may be called like it. */
function isMeant({ name, file }: Found, wanted: string): boolean {
  return name === wanted && realpathSync(file) === realpathSync(fileOf("scenario", wanted));
}

/**
 * The names of the cures that some scenarios name and that are not among them, each once. Throws UsageError where none
 * of them has one.
 */
export function missingCures(chosen: readonly Paired[]): string[] {
  const pairs = pairsOf(chosen);
  const [first] = chosen;
  if (pairs.length === 0 && chosen.length === 1 && first?.scenario.noCure !== undefined)
    throw new UsageError(`--with-cure: ${first.name} has no cure here: ${first.scenario.noCure}`);
  if (pairs.length === 0 && chosen.length === 1)
    throw new UsageError(`--with-cure: ${first?.name} names no cure: "npx kind-chaos list" shows which do`);
  if (pairs.length === 0)
    throw new UsageError('--with-cure: none of these scenarios names a cure: "npx kind-chaos list" shows which do');
  return [...new Set(pairs.map(({ cure }) => cure))].filter((cure) => !chosen.some((one) => isMeant(one, cure)));
}
