import type { Difference } from "./comparison.ts";
import { partnerOf } from "./partner.ts";
import type { RunSet } from "./run-set.ts";

/**
 * Under what the scenarios that both sides have did not run alike: machine, versions, images, settings, steps, limits. The
 * same difference in several scenarios is told once.
 */
export function differencesBetween(a: RunSet, b: RunSet): Difference[] {
  const all = a.scenarios.flatMap((one) => {
    const other = partnerOf(one, a, b);
    if (other === undefined) return [];
    const names = [...new Set([...Object.keys(one.facts), ...Object.keys(other.facts)])];
    return names.flatMap((name) => {
      const [first, second] = [valuesOf(one.facts[name]), valuesOf(other.facts[name])];
      return first === second ? [] : [{ name, scenario: one.scenario, a: first, b: second }];
    });
  });
  const same = Map.groupBy(all, ({ name, a: first, b: second }) => JSON.stringify([name, first, second]));
  return [...same.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const scenarios = [...new Set(some.map(({ scenario }) => scenario))];
    return [{ name: first.name, scenarios, a: first.a, b: first.b }];
  });
}

function valuesOf(values: readonly string[] | undefined): string {
  return values === undefined ? "not there" : values.join(" | ");
}
