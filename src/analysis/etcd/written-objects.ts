import { controlPlanes } from "../../model/cluster.ts";
import { isStorePod } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import type { ReadBack } from "../history/read-backs.ts";
import { listing } from "../statistics/format.ts";
import { shortName } from "../timeline/timeline.ts";

/**
 * "object token" of everything found, by API server, or by pod of the store; the last whole reading of each counts: one
 * that is not whole accuses nobody.
 */
export function writtenObjectsOf(facts: Facts, of: "api" | "store" = "api"): Map<string, Set<string>> {
  return new Map(readBacksOf(facts, of).map(({ server, tokens }) => [server, tokens]));
}

/** The last whole reading of each API server, or of each pod of the store. */
export function readBacksOf(facts: Facts, of: "api" | "store" = "api"): (ReadBack & { tokens: Set<string> })[] {
  const readings = facts
    .eventsOf("written-objects")
    .filter(({ complete, apiServer }) => complete && isStorePod(apiServer) === (of === "store"));
  const last = new Map(readings.map((reading) => [shortName(facts.cluster, reading.apiServer), reading]));
  return [...last].map(([server, { at, objects }]) => ({
    server,
    at,
    tokens: new Set(Object.entries(objects).flatMap(([object, tokens]) => tokens.map((token) => `${object} ${token}`))),
    objects: new Set(Object.keys(objects)),
  }));
}

/** Through which API servers everything should be read back. */
export function apiServersOf({ cluster }: Facts): string[] {
  return cluster === undefined ? [] : controlPlanes(cluster).map((node) => node.short);
}

/** Why what was read back does not show everything; undefined where it does. */
export function readingProblem(
  readings: ReadonlyMap<string, unknown>,
  facts: Facts,
  servers: readonly string[],
): string | undefined {
  if (servers.length === 0) return "the journal does not say which API servers there were";
  const absent = servers.filter((server) => !readings.has(server));
  if (absent.length === 0) return undefined;
  const errors = facts.eventsOf("written-objects").flatMap((event) => event.error ?? []);
  return `not read back through ${listing(absent)}${errors.length > 0 ? `: ${listing(errors)}` : ""}`;
}
