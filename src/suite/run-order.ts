import { createHash } from "node:crypto";
import { labelsOf } from "../cluster/cluster-spec.ts";
import type { Prepared } from "../scenario/prepare.ts";

/** One run in the order of a suite. */
export interface Ordered<Item> {
  readonly item: Item;
  /** Which of the runs of this scenario it is, from 1. */
  readonly repeat: number;
  /** Runs of one group share a cluster. */
  readonly group: string;
}

/**
 * Orders runs so that as few clusters as possible are created: those that can share one come right after each other,
 * groups and the runs in them in the order in which they were asked for. Repetitions go round the whole group, so that
 * a scenario does not meet its own traces first.
 */
export function orderRuns<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  groupOf: (item: Item) => string,
  repeat: number,
): Ordered<Item>[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item]);
  return [...groups].flatMap(([group, members]) => {
    const times = new Map<string, number>();
    const rounds = Array.from({ length: repeat }, () => members).flat();
    return rounds.map((item) => {
      const time = (times.get(nameOf(item)) ?? 0) + 1;
      times.set(nameOf(item), time);
      return { item, repeat: time, group };
    });
  });
}

/** The order in which prepared scenarios are run: those that fit on the same cluster share one. */
export function orderPrepared<Item extends Pick<Prepared, "name" | "cluster">>(
  prepared: readonly Item[],
  repeat: number,
): Ordered<Item>[] {
  return orderRuns(
    prepared,
    ({ name }) => name,
    ({ cluster }) => JSON.stringify(labelsOf(cluster)),
    repeat,
  );
}

/**
 * The seed of one run of a suite: another for every scenario and repetition, the same whatever else is run and in
 * whichever order.
 */
export function seedOf(suiteSeed: number, scenario: string, repeat: number): number {
  const digest = createHash("sha256").update(`${suiteSeed}/${scenario}/${repeat}`).digest();
  return digest.readUInt32BE() >>> 1;
}
