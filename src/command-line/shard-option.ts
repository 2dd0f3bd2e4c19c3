import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "../model/errors.ts";
import type { ShardChoice } from "../model/shard.ts";

/** More machines than this have no night long enough: every shard makes a cluster of its own first. */
const mostShards = 1_000;

/** What a person says of the shards of a night. */
export interface ShardOptions {
  readonly shard?: ShardChoice;
  readonly durations?: string;
  readonly resume?: boolean;
}

/** Adds `--shard` and what says how it is cut. */
export function addShardOption(command: Command): Command {
  return command
    .option(
      "--shard <i/n>",
      "only the i-th of n parts that take equally long, for a CI matrix; merge makes one summary of all (docs/ci.md)",
      readShard,
    )
    .option(
      "--durations <summary>",
      "with --shard: summary of an earlier night, its folder or its place in a store: parts are as long as runs took there; the same in all parts",
    );
}

/** A shard from the command line: "2/4". */
export function readShard(text: string): ShardChoice {
  const [, index = 0, of = 0] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []).map(Number);
  if (index === 0 || index > of)
    throw new InvalidArgumentError("which of how many is expected, from 1: 2/4 is the second of four");
  if (of > mostShards) throw new InvalidArgumentError(`at most ${mostShards} shards are made`);
  return { index, of };
}

/**
 * The seed that all shards of a call have. Throws UsageError where a shard has none: each would choose its own, and
 * nobody could tell shards of one call from those of another.
 */
export function sharedSeed(seed: number | undefined): number {
  if (seed !== undefined) return seed;
  throw new UsageError(
    "--shard needs --seed, the same in all shards, for example the CI system's number of the whole: --seed $GITHUB_RUN_ID",
  );
}
