import type { Shard, ShardChoice } from "../model/shard.ts";
import { expectedDurationMs, type Prepared } from "../scenario/prepare.ts";
import { expectedLengths, type LengthsOf } from "./measured-lengths.ts";
import { identityOf, type Ordered } from "./run-order.ts";
import { shardsOf } from "./shards.ts";

/**
 * The runs of one shard in the order of the whole, and what its summary says of the whole; the seed is that of all shards,
 * and so are the lengths. Throws UsageError for more shards than runs.
 */
export function cutShard(
  all: readonly Ordered<Prepared>[],
  { index, of, seed }: ShardChoice & { readonly seed: number },
  lengths: LengthsOf = expectedLengths,
): { readonly ordered: readonly Ordered<Prepared>[]; readonly shard: Shard } {
  const runs = all.map((entry) => identityOf(entry, seed));
  const weights = all.map(({ item, group }, place) => {
    const expected = { reuseMs: expectedDurationMs(item, true), freshMs: expectedDurationMs(item, false) };
    return { group, ...lengths(runs[place] as (typeof runs)[number], expected) };
  });
  const shards = shardsOf(weights, of);
  const plan = runs.map((run, place) => ({ ...run, shard: shards[place] as number }));
  return { ordered: all.filter((_, place) => shards[place] === index), shard: { index, of, plan } };
}
