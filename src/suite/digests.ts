import { createHash } from "node:crypto";

const known = new WeakMap<object, string>();

/**
 * A digest of a value as JSON: equal values have the same. It is made once for each object: the summaries of 200 shards
 * share a plan of 10,000 runs, of which each text has 2 MB.
 */
export function digestOf(value: object): string {
  const digest = known.get(value) ?? createHash("sha256").update(JSON.stringify(value)).digest("base64url");
  known.set(value, digest);
  return digest;
}
