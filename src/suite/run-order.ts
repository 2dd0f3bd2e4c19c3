import { labelsOf } from "../cluster/cluster-spec.ts";
import type { ShardedRun } from "../model/shard.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { seedOf } from "../scenario/seed.ts";
import { looksOf } from "../statistics/looks.ts";

/** One run in the order of a suite. */
export interface Ordered<Item> {
  readonly item: Item;
  /** Which of the runs of this scenario it is, from 1. */
  readonly repeat: number;
  /** Runs of one group share a cluster. */
  readonly group: string;
}

/** So many rounds at most come before another cluster has its turn, once the fixed looks are over. */
const mostRounds = 10;

/**
 * Orders runs so that few clusters are created and none is favoured: those that can share one come right after each other,
 * groups and the runs in them in the order in which they were asked for. Repetitions go round the whole group, so that a
 * scenario does not meet its own traces first. Many repetitions of several groups go in blocks that end at the looks (6, 12
 * and 20 runs), every other block backwards, so that a machine that drifts does so for all of them.
 */
export function orderRuns<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  groupOf: (item: Item) => string,
  repeat: number,
): Ordered<Item>[] {
  const groups = [...Map.groupBy(items, groupOf)];
  const times = new Map<string, number>();
  let [stretch, before] = [0, ""];
  return blocksOf(groups.length === 1 ? 1 : repeat, repeat).flatMap((rounds, block) =>
    (block % 2 === 0 ? groups : groups.toReversed()).flatMap(([group, members]) => {
      // Runs of one cluster are one group as long as no other comes between.
      if (group !== before) stretch += 1;
      before = group;
      const name = stretch <= groups.length ? group : `${group} again, ${stretch}`;
      return Array.from({ length: rounds }, () => members)
        .flat()
        .map((item) => {
          const time = (times.get(nameOf(item)) ?? 0) + 1;
          times.set(nameOf(item), time);
          return { item, repeat: time, group: name };
        });
    }),
  );
}

/** How many rounds each block has; one where there is nothing to go between. */
function blocksOf(several: number, repeat: number): number[] {
  const looks = several < 2 ? [] : looksOf(repeat);
  const ends = looks.length < 2 ? [repeat] : [...looks.slice(0, -1), ...later(looks.at(-2) ?? 0, repeat)];
  return ends.map((end, index) => end - (ends[index - 1] ?? 0));
}

function later(from: number, to: number): number[] {
  return from + mostRounds >= to ? [to] : [from + mostRounds, ...later(from + mostRounds, to)];
}

/** The order in which prepared scenarios are run: those that fit on the same cluster share one. */
export function orderPrepared<Item extends Pick<Prepared, "name" | "cluster">>(
  prepared: readonly Item[],
  repeat: number,
): Ordered<Item>[] {
  return orderRuns(
    prepared,
    // A scenario is repeated on each version for itself.
    ({ name, cluster }) => JSON.stringify([name, cluster.kubernetes]),
    ({ cluster }) => JSON.stringify(labelsOf(cluster)),
    repeat,
  );
}

/** What tells one run of a call from every other, and what it is run on; its seed follows from the suite's. */
export function identityOf({ item, repeat }: Ordered<Prepared>, suiteSeed: number): Omit<ShardedRun, "shard"> {
  const { topology, profile, kubernetes } = item.cluster;
  const kind = item.images.labels.kind ?? "";
  const seed = seedOf(suiteSeed, item.name, repeat);
  return { scenario: item.name, repeat, topology: topology.name, profile, kubernetes, kind, seed };
}
