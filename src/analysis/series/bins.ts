/** Bins are this wide, or a multiple of it; milliseconds. */
const leastBinMs = 100;

/** So many bins a lane has at most: ten minutes at 100 ms each. */
const mostBins = 6_000;

/** Bins of one width that follow each other. */
export interface Bins {
  /** Where the first begins, milliseconds since the run's start. */
  readonly from: number;
  readonly binMs: number;
  readonly count: number;
}

/** Returns the bins that hold every moment from `first` to `last`; none where there is no moment. */
export function binsOver(first: number, last: number): Bins {
  if (!(first <= last)) return { from: 0, binMs: leastBinMs, count: 0 };
  const from = Math.floor(tenths(first) / (10 * leastBinMs)) * leastBinMs;
  // The last moment lies in a bin, and not on the end of one: with n bins it is before from + n × width.
  const least = Math.floor((last - from) / (mostBins * leastBinMs)) + 1;
  const binMs = least * leastBinMs;
  return { from, binMs, count: binOf(last, { from, binMs }) + 1 };
}

/** Returns the number of the bin that a moment lies in; a moment on an edge lies in the bin that begins there. */
export function binOf(moment: number, { from, binMs }: Pick<Bins, "from" | "binMs">): number {
  return Math.floor(tenths(moment - from) / (10 * binMs));
}

/** In tenths of milliseconds, the journal's own resolution: 199.99999999999997 is 200. */
function tenths(ms: number): number {
  return Math.round(ms * 10);
}
