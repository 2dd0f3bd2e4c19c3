import type { RunSet, ScenarioRuns } from "./run-set.ts";

/**
 * The runs of the other set with which runs of one set are compared: of the same scenario on the same kind of cluster; or
 * on another one, where each set has the scenario on one alone, which is then told as a difference.
 */
export function partnerOf(runs: ScenarioRuns, own: RunSet, other: RunSet): ScenarioRuns | undefined {
  const same = other.scenarios.find(({ scenario, on }) => scenario === runs.scenario && on === runs.on);
  if (same !== undefined) return same;
  return onlyOne(runs.scenario, own) === runs ? onlyOne(runs.scenario, other) : undefined;
}

/** The runs of a scenario where a set has it on one kind of cluster alone; where none counts there was hardly one. */
function onlyOne(name: string, set: RunSet): ScenarioRuns | undefined {
  const [first, ...others] = set.scenarios.filter(({ scenario, runs }) => scenario === name && runs > 0);
  return others.length === 0 ? first : undefined;
}
