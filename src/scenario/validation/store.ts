import { counted } from "../../analysis/statistics/format.ts";
import { workers } from "../../model/cluster.ts";
import { UsageError } from "../../model/errors.ts";
import { isAttemptSpec } from "../../model/lane.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Topology } from "../../model/topology.ts";
import { storePods } from "../../model/workload.ts";
import { needStore } from "../../probes/lanes/lanes.ts";
import { at } from "./place.ts";

/** Guarantees about the store that read no lane of it: they look at its pods. */
const ofStore: readonly string[] = ["pinned-by-volume"];

/**
 * Throws UsageError where a topology has fewer workers than the store of a scenario has members, and where a scenario
 * says how the store is, or promises something of it, and none is made: no lane asks it.
 */
export function checkStore(
  { store, lanes, guarantees }: Pick<Scenario, "store" | "lanes" | "guarantees">,
  topology: Pick<Topology, "name" | "nodes">,
): void {
  const isMade = needStore(lanes.filter(isAttemptSpec));
  for (const [index, { guarantee }] of guarantees.entries())
    at(`guarantees[${index}]`, () => {
      if (!isMade && ofStore.includes(guarantee)) throw noStore();
    });
  if (store === undefined) return;
  at("store", () => {
    if (!isMade) throw noStore();
  });
  const [members, places] = [storePods(store).length, workers(topology).length];
  at("store.members", () => {
    if (members > places)
      throw new UsageError(
        `${topology.name} has ${counted(places, "worker")}, and each of ${members} members needs one of its own`,
      );
  });
}

function noStore(): UsageError {
  return new UsageError("there is no store: one is made for lanes of store-write");
}
