import { onEachVersion, type VersionsOption } from "../command-line/versions-option.ts";
import { hostFacts } from "../host/host-facts.ts";
import type { ShardedRun } from "../model/shard.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { planCluster } from "../scenario/planned-cluster.ts";
import { withProfileOf } from "../scenario/prepare.ts";
import type { ScenarioOptions } from "../scenario/scenario-options.ts";
import { ownTimings } from "../scenario/unsupported-there.ts";

/** What of a run is known before there are images. */
export type WishedRun = Pick<ShardedRun, "scenario" | "repeat" | "topology" | "profile" | "kubernetes">;

/** The runs that a call asks for, in no order. Throws UsageError as `planCluster` does; needs no images. */
export async function wishedRuns(
  chosen: readonly LoadedScenario[],
  options: ScenarioOptions & VersionsOption,
  repeat: number,
): Promise<WishedRun[]> {
  const host = await hostFacts();
  const times = Array.from({ length: repeat }, (_, index) => index + 1);
  return onEachVersion(options).flatMap((choice) =>
    chosen.flatMap((loaded) => {
      const own = withProfileOf(choice, loaded);
      const { kubernetes } = planCluster(own, choice, host).chosen;
      const profile = choice.existing === undefined ? own.scenario.profile : ownTimings;
      const run = { scenario: own.name, topology: own.topology.name, profile, kubernetes };
      return times.map((time) => ({ ...run, repeat: time }));
    }),
  );
}

/** Whether the shards of a plan are of the call that asks for these runs: of all of them, and of no other. */
export function isOfCall(plan: readonly WishedRun[], wished: readonly WishedRun[]): boolean {
  const [planned, asked] = [plan, wished].map((runs) => runs.map(keyOf).toSorted());
  return JSON.stringify(planned) === JSON.stringify(asked);
}

function keyOf({ scenario, repeat, topology, profile, kubernetes }: WishedRun): string {
  return JSON.stringify([scenario, repeat, topology, profile, kubernetes]);
}
