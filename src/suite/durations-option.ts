import type { ShardOptions } from "../command-line/shard-option.ts";
import { UsageError } from "../model/errors.ts";
import { readNamedSummary } from "./find-summaries.ts";
import { expectedLengths, type LengthsOf, measuredLengths } from "./measured-lengths.ts";

/**
 * How long runs take, for whoever cuts them into shards: as `--durations` says, else as is expected. Throws UsageError where
 * nothing is cut, and for a summary that cannot be read: another cut than that of the other shards would be none.
 */
export function lengthsOf({ shard, durations }: Pick<ShardOptions, "shard" | "durations">): LengthsOf {
  if (durations === undefined) return expectedLengths;
  if (shard === undefined)
    throw new UsageError(`--durations ${durations}: it says how long shards are, so it goes with --shard`);
  return measuredLengths(readNamedSummary(durations));
}
