import type { ListedRun } from "../../model/listed-run.ts";

/** Runs that can be compared: of one scenario, topology and profile; in the order of their start. */
export interface RunRow {
  readonly scenario: string;
  /** Topology and profile; the server, of a monitor. */
  readonly on: string;
  readonly runs: readonly ListedRun[];
}

/** Rows of comparable runs, by scenario and what they ran on. */
export function groupRuns(runs: readonly ListedRun[]): RunRow[] {
  const ordered = runs.toSorted((a, b) => compare(a.digest.startedAt, b.digest.startedAt) || compare(a.name, b.name));
  const rows = Map.groupBy(ordered, (run) => JSON.stringify([run.digest.scenario, ranOn(run)]));
  return [...rows.values()]
    .map((some) => ({
      scenario: some[0]?.digest.scenario ?? "",
      on: some[0] === undefined ? "" : ranOn(some[0]),
      runs: some,
    }))
    .toSorted((a, b) => compare(a.scenario, b.scenario) || compare(a.on, b.on));
}

function ranOn({ digest: { cluster, server } }: ListedRun): string {
  if (cluster !== null) return `${cluster.topology}, ${cluster.profile} timings`;
  return server === null ? "no cluster came to be" : server.url;
}

/** The Kubernetes version that a run met. */
export function versionOf({ digest: { cluster, server } }: ListedRun): string {
  return (cluster?.kubernetes ?? server?.kubernetes ?? "none").replace(/^v(?=\d)/, "");
}

/** The day on which a run began, UTC: "2026-11-27". */
export function dayOf({ digest }: ListedRun): string {
  return digest.startedAt.slice(0, 10);
}

/** The columns of a matrix: what `columnOf` says of all runs, each once, the newest or highest last. */
export function columnsOf(runs: readonly ListedRun[], columnOf: (run: ListedRun) => string): string[] {
  return [...new Set(runs.map(columnOf))].toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/**
 * Whether the same came out differently: of the runs of one row on one Kubernetes version some passed and some failed.
 * One that was inconclusive says nothing about that.
 */
export function isFlaky(runs: readonly ListedRun[]): boolean {
  const byVersion = Map.groupBy(runs, versionOf);
  return [...byVersion.values()].some((same) => {
    const outcomes = new Set(same.map(({ digest }) => digest.outcome));
    return outcomes.has("pass") && outcomes.has("fail");
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
