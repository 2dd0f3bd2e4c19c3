import { controlPlanes } from "../../model/cluster.ts";
import type { Timeline } from "../../model/timeline.ts";
import { storePod } from "../../model/workload.ts";
import { listing } from "../statistics/format.ts";
import { eventsOf, shortName } from "../timeline/timeline.ts";

/**
 * "object token" of everything found, by API server, or of the store alone; the last whole audit of each counts: one that is not whole
 * accuses nobody.
 */
export function auditsOf(timeline: Timeline, of: "api" | "store" = "api"): Map<string, Set<string>> {
  const audits = eventsOf(timeline.events, "written-objects").filter(
    ({ complete, apiServer }) => complete && (apiServer === storePod) === (of === "store"),
  );
  return new Map(
    audits.map(({ apiServer, objects }) => [
      shortName(timeline.cluster, apiServer),
      new Set(Object.entries(objects).flatMap(([object, tokens]) => tokens.map((token) => `${object} ${token}`))),
    ]),
  );
}

/** Through which API servers everything should be read back. */
export function apiServersOf({ cluster }: Timeline): string[] {
  return cluster === undefined ? [] : controlPlanes(cluster).map((node) => node.short);
}

/** Why the audits do not show everything; undefined where they do. */
export function auditProblem(
  audits: ReadonlyMap<string, unknown>,
  timeline: Timeline,
  servers: readonly string[],
): string | undefined {
  if (servers.length === 0) return "the journal does not say which API servers there were";
  const absent = servers.filter((server) => !audits.has(server));
  if (absent.length === 0) return undefined;
  const errors = eventsOf(timeline.events, "written-objects").flatMap((event) => event.error ?? []);
  return `not read back through ${listing(absent)}${errors.length > 0 ? `: ${listing(errors)}` : ""}`;
}
