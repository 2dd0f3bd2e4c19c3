import type { LaneSeries, Series } from "../../model/series.ts";

/** So many bins all lanes of a page have together: of 16 lanes 7,500 each; about 6 characters a bin (PageData). */
const mostCells = 120_000;

/** Returns the series in bins so wide that a page can hold all of its lanes: each is several of those before. */
export function fitToPage(series: Series): Series {
  const together = Math.ceil((series.lanes.length * series.bins) / mostCells);
  if (together <= 1) return series;
  const sum = (column: readonly number[]) => merge(column, together, (a, b) => a + b);
  const of = (pick: (a: number, b: number) => number) => (column: readonly (number | null)[]) =>
    merge(column, together, (a, b) => (a === null ? b : b === null ? a : pick(a, b)));
  const sums = (columns: LaneSeries["backends"]) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, sum(column)]));
  const least = of(Math.min);
  const greatest = of(Math.max);
  return {
    from: series.from,
    binMs: series.binMs * together,
    bins: Math.ceil(series.bins / together),
    lanes: series.lanes.map((lane) => ({
      ...lane,
      ok: sum(lane.ok),
      late: sum(lane.late),
      failed: sum(lane.failed),
      unknown: sum(lane.unknown),
      errors: sums(lane.errors),
      backends: sums(lane.backends),
      leastMs: least(lane.leastMs),
      greatestMs: greatest(lane.greatestMs),
    })),
  };
}

function merge<Value>(column: readonly Value[], together: number, join: (a: Value, b: Value) => Value): Value[] {
  const merged: Value[] = [];
  for (let first = 0; first < column.length; first += together)
    merged.push(column.slice(first, first + together).reduce(join));
  return merged;
}
