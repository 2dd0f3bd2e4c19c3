import { controlPlanes } from "../../model/cluster.ts";
import { storePod } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { shortName } from "../timeline/timeline.ts";

/**
 * "object token" of everything found, by API server, or of the store alone; the last whole reading of each counts: one
 * that is not whole accuses nobody.
 */
export function writtenObjectsOf(facts: Facts, of: "api" | "store" = "api"): Map<string, Set<string>> {
  const readings = facts
    .eventsOf("written-objects")
    .filter(({ complete, apiServer }) => complete && (apiServer === storePod) === (of === "store"));
  return new Map(
    readings.map(({ apiServer, objects }) => [
      shortName(facts.cluster, apiServer),
      new Set(Object.entries(objects).flatMap(([object, tokens]) => tokens.map((token) => `${object} ${token}`))),
    ]),
  );
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
