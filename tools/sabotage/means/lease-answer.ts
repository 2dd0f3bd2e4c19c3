/** What an etcd member says of a lease, as far as it is changed; of one that it renews in a `result`. */
interface Told {
  readonly result?: { TTL?: string | undefined };
}

/** The JSON of an etcd member about a lease, as one says it that has no such lease; throws where it is no JSON. */
export function withoutLease(text: string): string {
  const { result, ...told } = JSON.parse(text) as Told;
  // etcd leaves a time to live of 0 out, and answers a look with -1.
  const gone =
    result === undefined ? { ...told, TTL: "-1", grantedTTL: undefined } : { result: { ...result, TTL: undefined } };
  return JSON.stringify(gone);
}
