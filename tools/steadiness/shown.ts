import type { Row } from "./rows.ts";

/** Rows by their campaigns, the one with the newest row last. */
export function campaignsOf(all: readonly Row[]): Row[][] {
  const newest = (rows: readonly Row[]) => Math.max(...rows.map(({ startedAt }) => Date.parse(startedAt)));
  return [...Map.groupBy(all, ({ campaign }) => campaign).values()].toSorted((a, b) => newest(a) - newest(b));
}

/** The rows that count for each scenario: those of the newest campaign that has any of it. */
export function shownRows(all: readonly Row[]): Row[] {
  const newest = new Map(
    campaignsOf(all).flatMap((rows) => rows.map(({ scenario, campaign }) => [scenario, campaign] as const)),
  );
  return all.filter(({ scenario, campaign }) => newest.get(scenario) === campaign);
}
