import { UsageError } from "../model/errors.ts";

/** One run as a shard bears it, lengths in milliseconds. */
export interface Weighed {
  /** Runs of one group share a cluster, where they are in one shard. */
  readonly group: string;
  /** With a cluster that is there. */
  readonly reuseMs: number;
  /** With a new cluster, which takes the same time for every run of a group. */
  readonly freshMs: number;
}

/**
 * Which shard each run is in, from 1: the longest first, each to the shard that would be done first with it, in which a
 * cluster is paid for once. Every shard has a run, and none is longer than the shortest by more than the longest run
 * with a new cluster. The same runs give the same shards on every machine. Throws UsageError for more shards than runs.
 */
export function shardsOf(runs: readonly Weighed[], of: number): number[] {
  if (of > runs.length)
    throw new UsageError(
      `--shard: ${of} shards of ${runs.length === 1 ? "1 run" : `${runs.length} runs`}: some would be empty`,
    );
  const shards = Array.from({ length: of }, () => ({ ms: 0, groups: new Set<string>() }));
  const places: number[] = runs.map(() => 0);
  const longestFirst = [...runs.entries()].toSorted(([a, one], [b, other]) => other.reuseMs - one.reuseMs || a - b);
  for (const [place, run] of longestFirst) {
    const ends = shards.map(({ ms, groups }) => ms + costOf(run, groups));
    const best = ends.indexOf(Math.min(...ends));
    const shard = shards[best] as (typeof shards)[number];
    shard.ms = ends[best] as number;
    shard.groups.add(run.group);
    places[place] = best + 1;
  }
  return places;
}

/** How long runs of one shard take, one after the other, milliseconds: the first of a group makes its cluster. */
export function lengthOf(runs: readonly Weighed[]): number {
  const groups = new Set<string>();
  let ms = 0;
  for (const run of runs) {
    ms += costOf(run, groups);
    groups.add(run.group);
  }
  return ms;
}

function costOf({ group, reuseMs, freshMs }: Weighed, groups: ReadonlySet<string>): number {
  // A run takes some time, whatever is said of it: else a shard could stay empty.
  return Math.max(1, groups.has(group) ? reuseMs : freshMs);
}
