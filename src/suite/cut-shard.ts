import type { Shard, ShardChoice } from "../model/shard.ts";
import { expectedDurationMs, type Prepared } from "../scenario/prepare.ts";
import { identityOf, type Ordered } from "./run-order.ts";
import { shardsOf } from "./shards.ts";

/**
 * The runs of one shard in the order of the whole, and what its summary says of the whole; the seed is that of all shards.
 * Throws UsageError for more shards than runs.
 */
export function cutShard(
  all: readonly Ordered<Prepared>[],
  { index, of, seed }: ShardChoice & { readonly seed: number },
): { readonly ordered: readonly Ordered<Prepared>[]; readonly shard: Shard } {
  const weights = all.map(({ item, group }) => ({
    group,
    reuseMs: expectedDurationMs(item, true),
    freshMs: expectedDurationMs(item, false),
  }));
  const shards = shardsOf(weights, of);
  const plan = all.map((entry, place) => ({ ...identityOf(entry, seed), shard: shards[place] as number }));
  return { ordered: all.filter((_, place) => shards[place] === index), shard: { index, of, plan } };
}
