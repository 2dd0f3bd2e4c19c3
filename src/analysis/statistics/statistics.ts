/** Numbers in ascending order; a typed array, because a million samples are sorted for one report. */
export function ascending(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * The q-quantile of ascending numbers, linear between neighbours (type 7, as R, NumPy and spreadsheets do); NaN of
 * none.
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (position - below);
}

/** Middle, 99 % and greatest of ascending numbers, rounded to a tenth; null of none. */
export function spreadOf(sorted: Float64Array): { p50: number; p99: number; max: number } | null {
  if (sorted.length === 0) return null;
  return {
    p50: tenth(quantile(sorted, 0.5)),
    p99: tenth(quantile(sorted, 0.99)),
    max: tenth(sorted.at(-1) ?? Number.NaN),
  };
}

/** How many of ascending numbers are at most a limit. */
export function countUpTo(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rounded to a tenth, the resolution of the journal. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Rounded to four digits behind the point, for shares. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}

/** How often each word occurs, the most frequent first. */
export function countWords(words: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
