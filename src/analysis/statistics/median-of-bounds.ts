/** A length of time as bounds, milliseconds; null: nothing bounds it. */
export type Bounds = readonly [atLeast: number, atMost: number | null];

/**
 * Where the median of lengths of time lies that are each known as bounds; undefined of none. No guess: the lengths lie
 * each within its bounds, and a median never falls when a length grows, so theirs lies between the median of the lower
 * bounds and that of the upper ones, and can be either.
 */
export function medianOfBounds(all: readonly Bounds[]): Bounds | undefined {
  if (all.length === 0) return undefined;
  const most = median(all.map(upper));
  return [median(all.map(([least]) => least)), Number.isFinite(most) ? most : null];
}

/** Between which bounds all of some lengths of time lie; undefined of none. */
export function spreadOfBounds(all: readonly Bounds[]): Bounds | undefined {
  if (all.length === 0) return undefined;
  const most = Math.max(...all.map(upper));
  return [Math.min(...all.map(([least]) => least)), Number.isFinite(most) ? most : null];
}

/** By how much the second length of time is longer than the first: bounds that may be below 0; null: nothing bounds it. */
export function differenceOfBounds(first: Bounds, second: Bounds): readonly [number | null, number | null] {
  const least = second[0] - upper(first);
  const most = upper(second) - first[0];
  return [Number.isFinite(least) ? least : null, Number.isFinite(most) ? most : null];
}

function upper([, atMost]: Bounds): number {
  return atMost ?? Number.POSITIVE_INFINITY;
}

/** The middle one, or the mean of the two in the middle; one that is infinite makes it infinite. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [below = Number.NaN, above = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return below === above ? below : (below + above) / 2;
}
