import { setTimeout } from "node:timers/promises";
import { awaitShards } from "./await-shards.ts";
import type { FoundSummaries } from "./find-summaries.ts";
import type { Sources } from "./sources.ts";

/** A shard takes an hour; a store is asked for its list of keys each time. */
const betweenLooksMs = 30_000;

/** How long is waited for shards, and who is told for which. */
export interface Patience {
  readonly waitMs: number;
  /** How many summaries there must be; undefined: as many as the shards that are there say. */
  readonly expected: number | undefined;
  tell(line: string): void;
}

/** What is to be merged: what there is, or, with patience, what there is when all has come or the time is over. */
export async function gatherSummaries(sources: Sources, patience: Patience | undefined): Promise<FoundSummaries> {
  if (patience === undefined) return sources.find();
  const { waitMs, expected, tell } = patience;
  const overAt = performance.now() + waitMs;
  const pause = async () => {
    const leftMs = overAt - performance.now();
    if (leftMs > 0) await setTimeout(Math.min(leftMs, betweenLooksMs));
    return leftMs > 0;
  };
  await awaitShards({ find: () => sources.find({ mayCome: true }), expected, pause, tell });
  return sources.find();
}
