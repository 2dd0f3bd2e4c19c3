import type { ShardOptions } from "../command-line/shard-option.ts";
import { UsageError } from "../model/errors.ts";
import type { Suite } from "../model/suite.ts";
import { isStoreAddress } from "../store/address.ts";
import { expectedLengths, type LengthsOf, measuredLengths } from "./measured-lengths.ts";
import { Sources } from "./sources.ts";
import { readNamedSummary } from "./summary-reader.ts";

/**
 * How long runs take, for whoever cuts them into shards: as `--durations` says, else as is expected. Throws UsageError where
 * nothing is cut, and for a summary that cannot be read: another cut than that of the other shards would be none.
 */
export async function lengthsOf({ shard, durations }: ShardOptions): Promise<LengthsOf> {
  if (durations === undefined) return expectedLengths;
  if (shard === undefined)
    throw new UsageError(`--durations ${durations}: it says how long shards are, so it goes with --shard`);
  return measuredLengths(isStoreAddress(durations) ? await storedSummary(durations) : readNamedSummary(durations));
}

/** The one summary at a place in a store; throws UsageError where there are several, which would not be one night. */
async function storedSummary(place: string): Promise<Suite> {
  using sources = await Sources.open([place]);
  const { found, merged } = await sources.find();
  const [one, ...others] = [...found, ...merged];
  if (one === undefined || others.length > 0)
    throw new UsageError(`--durations ${place}: there are several summaries: name the place of the merged one`);
  return one.suite;
}
