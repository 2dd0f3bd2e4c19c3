import type { Report } from "../../model/report.ts";

/** The timings of a cluster in words, and that they stand in the place of the kind file's own where they do. */
export function timingsInWords({ profile, replacedTimings }: NonNullable<Report["cluster"]>): string {
  return `${profile} timings${replacedTimings === undefined ? "" : " in the place of the kind file's own"}`;
}

/**
 * How a cluster that kind made without the harness was reached, and what its relay added to what was measured; undefined
 * of any other.
 */
export function existingInWords({ existing }: NonNullable<Report["cluster"]>): string | undefined {
  if (existing === undefined) return undefined;
  const { relay } = existing;
  if (relay === undefined) return "made by kind without kind-chaos; all its ports were published";
  const ports = `made by kind without kind-chaos; ${relay.ports} ports through a relay of ${relay.image}`;
  if (relay.latency === undefined) return `${ports}, whose latency was not measured`;
  const { pairs, publishedMs, relayedMs } = relay.latency;
  const added = (relayedMs - publishedMs).toFixed(2);
  const medians = `${relayedMs.toFixed(2)} ms beside ${publishedMs.toFixed(2)} ms on a published port`;
  return `${ports}, which adds ${added} ms (medians of ${pairs} requests on kept connections: ${medians})`;
}
