import { createHash } from "node:crypto";
import type { Suite } from "../model/suite.ts";

const known = new WeakMap<object, string>();
const knownSummaries = new WeakMap<Suite, string>();

/**
 * A digest of a value as JSON: equal values have the same. It is made once for each object: the summaries of 200 shards
 * share a plan of 10,000 runs, of which each text has 2 MB.
 */
export function digestOf(value: object): string {
  const digest = known.get(value) ?? createHash("sha256").update(JSON.stringify(value)).digest("base64url");
  known.set(value, digest);
  return digest;
}

/** A digest of a summary: equal ones have the same. The plan that all shards share is looked at once. */
export function digestOfSummary(suite: Suite): string {
  const digest = knownSummaries.get(suite) ?? withoutPlan(suite);
  knownSummaries.set(suite, digest);
  return digest;
}

function withoutPlan(suite: Suite): string {
  if (suite.shard === null) return digestOf(suite);
  const { plan, ...shard } = suite.shard;
  return `${digestOf(plan)} ${digestOf({ ...suite, shard })}`;
}
