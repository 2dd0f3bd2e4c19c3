import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";

/** The fields that tell one run of a call from every other, and what it is run on. */
export const runIdentityShape = {
  scenario: z.string(),
  repeat: z.number().int().min(1).describe("which of the runs of this scenario it is, from 1"),
  topology: z.string(),
  profile: z.string(),
  kubernetes: z.string(),
  kind: z.string().describe("release of kind, which decides the load balancer"),
  seed: z.number().int(),
};

const shardedRunSchema = z.strictObject({
  ...runIdentityShape,
  shard: z.number().int().min(1).describe("the shard that it is in, from 1"),
});
/** One run of a call that was cut into shards. */
export type ShardedRun = DeepReadonly<z.infer<typeof shardedRunSchema>>;

/** The shape of what a shard knows of the whole that it is a part of. */
export const shardSchema = z
  .strictObject({
    index: z.number().int().min(1).describe("which shard this is, from 1"),
    of: z.number().int().min(1).describe("how many there are"),
    plan: z.array(shardedRunSchema).describe("every run of all shards, in the order of one call that runs them all"),
  })
  .describe("--shard: the part of a call that was run here");
/** What a shard knows of the whole that it is a part of. */
export type Shard = DeepReadonly<z.infer<typeof shardSchema>>;

/** The shape of what is known of a summary that was made of others. */
export const mergedSchema = z
  .strictObject({
    summaries: z.number().int().min(1).describe("how many it was made of; one that was there twice counts once"),
    missing: z.array(z.string()).describe("shards that were not among them, in words"),
    doubled: z
      .array(z.string())
      .default([])
      .describe("shards that were run more than once, in words: each run counts once"),
    late: z
      .array(z.string())
      .default([])
      .describe("shards that took much longer than half of them, or have not come to their end, in words"),
    unseen: z.number().int().min(0).describe("how many summaries less there were than --expect says, shards aside"),
  })
  .describe("merge: the summary of several calls, or of the shards of one");

/** One shard of so many, as a person asks for it. */
export interface ShardChoice {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}
