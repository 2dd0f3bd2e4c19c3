import { certainPairs, probabilityOfGreater } from "./gehan.ts";
import { atHigh, atLow, type Sample } from "./sample.ts";

/** By how much a group is greater than another: ends in the unit of the samples, infinite where nothing bounds them. */
export type Span = readonly [low: number, high: number];

/** Two groups as a test takes them: for the question of whether the second is greater, and for the contrary one. */
export interface Pairing {
  /** Whether both groups were measured alike, so that pairs that overlap say nothing. */
  readonly alike: boolean;
  readonly greater: readonly [first: readonly Sample[], second: readonly Sample[]];
  readonly smaller: readonly [first: readonly Sample[], second: readonly Sample[]];
}

/** Ends of an effect are found to this, in the unit of the samples: the journal's own resolution is 0.1 ms. */
const resolution = 0.05;

/** Two groups whose widths differ with a probability below this, on either side, were not measured alike. */
const unlike = 0.025;

/**
 * How two groups are to be compared. Where both were measured alike, only pairs that do not overlap count. Where they
 * were not (`sameMeter` is false, the widths of their samples differ, or one has no bound), each sample is taken at the end that speaks
 * against the claim: nothing is then presumed about where in its bounds a value lies.
 */
export function pairingOf(first: readonly Sample[], second: readonly Sample[], sameMeter: boolean): Pairing {
  const alike = sameMeter && haveLikeWidths(first, second);
  if (alike) return { alike, greater: [first, second], smaller: [first, second] };
  return { alike, greater: [atHigh(first), atLow(second)], smaller: [atLow(first), atHigh(second)] };
}

function haveLikeWidths(first: readonly Sample[], second: readonly Sample[]): boolean {
  const [one, two] = [widthsOf(first), widthsOf(second)];
  // What was not seen, or was still open, is so for a reason that one side may have more often.
  if ([...one, ...two].some(({ high }) => !Number.isFinite(high))) return false;
  return probabilityOfGreater(one, two, 0) > unlike && probabilityOfGreater(two, one, 0) > unlike;
}

function widthsOf(samples: readonly Sample[]): Sample[] {
  return samples.map(({ low, high }) => ({ low: high - low, high: high - low }));
}

/** How probable what was seen is where the second group is at most `shift` greater. */
export function chanceOfGreater({ greater: [first, second] }: Pairing, shift: number): number {
  return probabilityOfGreater(first, second, shift);
}

/** How probable what was seen is where the second group is at least `shift` greater. */
export function chanceOfSmaller({ smaller: [first, second] }: Pairing, shift: number): number {
  return probabilityOfGreater(second, first, -shift);
}

/**
 * By how much the second group is greater: all shifts that one-sided tests at these levels do not rule out (Hodges and
 * Lehmann 1963; for such samples by turning Gehan's test round).
 */
export function shiftInterval(pairing: Pairing, levels: { readonly low: number; readonly high: number }): Span {
  const [first, second] = pairing.smaller;
  return [leastShift(...pairing.greater, levels.low), -leastShift(second, first, levels.high)];
}

/**
 * The shift at which as many pairs say that the second group is greater as say that it is smaller, as bounds: the
 * estimate of Hodges and Lehmann for samples that have bounds.
 */
export function shiftEstimate({ greater, smaller: [first, second] }: Pairing): Span {
  return [
    lastShift(...greater, (at) => certainPairs(...greater, at) > 0),
    -lastShift(second, first, (at) => certainPairs(second, first, at) > 0),
  ];
}

function leastShift(first: readonly Sample[], second: readonly Sample[], level: number): number {
  return lastShift(first, second, (shift) => probabilityOfGreater(first, second, shift) <= level);
}

/** The last shift of which something is true that is true of small shifts and of no great ones; −∞ where of none. */
function lastShift(first: readonly Sample[], second: readonly Sample[], isTrue: (shift: number) => boolean): number {
  const finite = (values: readonly number[]) => values.filter(Number.isFinite);
  const ends = (group: readonly Sample[]) => finite(group.flatMap(({ low, high }) => [low, high]));
  const [a, b] = [ends(first), ends(second)];
  if (a.length === 0 || b.length === 0) return Number.NEGATIVE_INFINITY;
  let from = smallest(b) - greatest(a) - 1;
  let to = greatest(b) - smallest(a) + 1;
  if (!isTrue(from)) return Number.NEGATIVE_INFINITY;
  if (isTrue(to)) return to;
  while (to - from > resolution) {
    const middle = (from + to) / 2;
    if (isTrue(middle)) from = middle;
    else to = middle;
  }
  return from;
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}
