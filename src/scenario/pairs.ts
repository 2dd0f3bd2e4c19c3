import { UsageError } from "../model/errors.ts";
import type { LoadedScenario } from "./load-scenario.ts";

/** A scenario that shows a single point of failure, and the one that shows the set-up without it; names. */
export interface Pair {
  readonly disease: string;
  readonly cure: string;
}

/** What of a scenario says that it is one side of a pair. */
type Paired = Pick<LoadedScenario, "name"> & { readonly scenario: Pick<LoadedScenario["scenario"], "cure"> };

/** The pairs that some scenarios name, in their order. */
export function pairsOf(scenarios: readonly Paired[]): Pair[] {
  return scenarios.flatMap(({ name, scenario }) =>
    scenario.cure === undefined ? [] : [{ disease: name, cure: scenario.cure }],
  );
}

/** The pairs of which both sides are among some scenarios. */
export function pairsAmong(scenarios: readonly Paired[]): Pair[] {
  return pairsOf(scenarios).filter(({ cure }) => scenarios.some(({ name }) => name === cure));
}

/** The names of those whose cure a scenario is. */
export function curedBy(name: string, scenarios: readonly Paired[]): string[] {
  return pairsOf(scenarios).flatMap(({ disease, cure }) => (cure === name ? [disease] : []));
}

/**
 * The names of the cures that some scenarios name and that are not among them, each once. Throws UsageError where none
 * of them has one.
 */
export function missingCures(chosen: readonly Paired[]): string[] {
  const pairs = pairsOf(chosen);
  if (pairs.length === 0 && chosen.length === 1)
    throw new UsageError(`--with-cure: ${chosen[0]?.name} names no cure: "npx kind-chaos list" shows which do`);
  if (pairs.length === 0)
    throw new UsageError('--with-cure: none of these scenarios names a cure: "npx kind-chaos list" shows which do');
  const names = chosen.map(({ name }) => name);
  return [...new Set(pairs.map(({ cure }) => cure))].filter((cure) => !names.includes(cure));
}
