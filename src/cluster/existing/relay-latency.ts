import { type Credentials, LocalEndpoint } from "../../net/local-endpoint.ts";

/** What a relay adds to a published port, measured side by side. */
export interface RelayLatency {
  /** How many requests were made on each of the two. */
  readonly pairs: number;
  /** Medians of a request on a kept-alive connection, milliseconds. */
  readonly publishedMs: number;
  readonly relayedMs: number;
}

/** Requests before those that count: connections are made and caches filled. */
const warmUps = 10;

/** An answer that costs an API server next to nothing, and etcd nothing. */
const path = "/version";

/**
 * Asks an API server on a port that is published and on one that is relayed, in turns, so that whatever else the machine
 * does meets both; each goes first every other time. Throws PlatformError "endpoint" where one does not answer.
 */
export async function relayLatency(
  { published, relayed }: { readonly published: number; readonly relayed: number },
  credentials: Credentials,
  pairs = 100,
): Promise<RelayLatency> {
  const ways = [new LocalEndpoint(published, credentials), new LocalEndpoint(relayed, credentials)] as const;
  const taken: [number[], number[]] = [[], []];
  try {
    for (let pair = -warmUps; pair < pairs; pair++) {
      const order = pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
      for (const index of order) {
        const begun = performance.now();
        await ways[index].call("GET", path);
        if (pair >= 0) taken[index].push(performance.now() - begun);
      }
    }
  } finally {
    for (const way of ways) way.close();
  }
  return { pairs, publishedMs: medianOf(taken[0]), relayedMs: medianOf(taken[1]) };
}

/** The middle one of some numbers, the mean of the middle two, to a thousandth; NaN of none. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return Math.round(((low + high) / 2) * 1_000) / 1_000;
}
