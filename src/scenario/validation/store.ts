import { counted } from "../../analysis/statistics/format.ts";
import { workers } from "../../model/cluster.ts";
import { UsageError } from "../../model/errors.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Topology } from "../../model/topology.ts";
import { storePods } from "../../model/workload.ts";
import { at } from "./place.ts";

/** Throws UsageError where a topology has fewer workers than the store of a scenario has members. */
export function checkStore({ store }: Pick<Scenario, "store">, topology: Pick<Topology, "name" | "nodes">): void {
  if (store === undefined) return;
  const [members, places] = [storePods(store).length, workers(topology).length];
  at("store.members", () => {
    if (members > places)
      throw new UsageError(
        `${topology.name} has ${counted(places, "worker")}, and each of ${members} members needs one of its own`,
      );
  });
}
