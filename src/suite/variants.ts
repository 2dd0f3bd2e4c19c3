import type { ShardedRun } from "../model/shard.ts";

type Place = Pick<ShardedRun, "scenario" | "topology" | "profile" | "kubernetes" | "kind">;

/** What runs of one scenario may differ by, with its words. */
const aspects: readonly ((place: Place) => string)[] = [
  ({ topology }) => topology,
  ({ profile }) => profile,
  ({ kubernetes }) => `Kubernetes ${kubernetes}`,
  ({ kind }) => `kind ${kind}`,
];

/**
 * For each run what tells it from others of its scenario: only that in which they differ, in words ("stock, Kubernetes
 * 1.36.4"); empty where all are on the same.
 */
export function variantsOf(runs: readonly Place[]): string[] {
  const varying = new Map(
    [...Map.groupBy(runs, ({ scenario }) => scenario)].map(([scenario, those]) => [
      scenario,
      aspects.filter((aspect) => new Set(those.map(aspect)).size > 1),
    ]),
  );
  return runs.map((run) => (varying.get(run.scenario) ?? []).map((aspect) => aspect(run)).join(", "));
}
