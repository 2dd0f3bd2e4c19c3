import type { Unmatched } from "./comparison.ts";
import { partnerOf } from "./partner.ts";
import type { RunSet } from "./run-set.ts";

/** What only one of two sets of runs has: scenarios, and primary guarantees of those that both have. */
export function unmatchedIn(a: RunSet, b: RunSet): Unmatched[] {
  return [...onlyIn(a, b, "a"), ...onlyIn(b, a, "b")];
}

function onlyIn(one: RunSet, other: RunSet, side: "a" | "b"): Unmatched[] {
  return one.scenarios.flatMap((scenario): Unmatched[] => {
    const { on, figures } = scenario;
    const found = partnerOf(scenario, one, other);
    if (found === undefined) return [{ scenario: scenario.scenario, on, id: null, side }];
    const missing = figures.filter(({ id, primary }) => primary && !found.figures.some((figure) => figure.id === id));
    return missing.map(({ id }) => ({ scenario: scenario.scenario, on, id, side }));
  });
}

/** Whether something that only one has keeps the whole from being told: what both have run was to be compared. */
export function keepsOpen({ id, scenario, side }: Unmatched, a: RunSet, b: RunSet): boolean {
  if (id !== null) return true;
  // It ran there, too: on other kinds of clusters, or no cluster came to be.
  return (side === "a" ? b : a).scenarios.some((other) => other.scenario === scenario);
}
