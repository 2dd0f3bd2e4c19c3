/** By how much another clock is ahead of one here: at least and at most, milliseconds; negative where it is behind. */
export type Ahead = readonly [atLeastMs: number, atMostMs: number];

/** What another clock said between two moments of one here, milliseconds of either. */
export interface ClockReading {
  readonly toldMs: number;
  readonly askedMs: number;
  readonly answeredMs: number;
}

/**
 * By how much a clock was ahead when it was read. It was read at some moment between question and answer, and what it said
 * may be cut to a unit of so many milliseconds.
 */
export function aheadOf({ toldMs, askedMs, answeredMs }: ClockReading, unitMs = 0): Ahead {
  return [toldMs - answeredMs, toldMs + unitMs - askedMs];
}

/** The same of the one clock as seen from the other. */
export function seenFromThere([atLeastMs, atMostMs]: Ahead): Ahead {
  return [-atMostMs, -atLeastMs];
}

/** A span of time here as it is dated there: it cannot have begun before, nor have ended after. */
export function translated([from, to]: readonly [number, number], [atLeastMs, atMostMs]: Ahead): [number, number] {
  return [from + atLeastMs, to + atMostMs];
}

/** What holds of a clock all the time between some readings of it; undefined where there is none. */
export function throughout(readings: readonly Ahead[]): Ahead | undefined {
  if (readings.length === 0) return undefined;
  return [Math.min(...readings.map(([least]) => least)), Math.max(...readings.map(([, most]) => most))];
}

/** By how much a clock surely went otherwise than the one here between two readings, milliseconds; 0 where it may have not. */
export function surelySetBy(before: Ahead, after: Ahead): number {
  if (after[0] > before[1]) return after[0] - before[1];
  return after[1] < before[0] ? after[1] - before[0] : 0;
}

/** In words that go before the name of the clock here: "3600.1 s ahead, give or take 0.2 s, of". */
export function describeAhead([atLeastMs, atMostMs]: Ahead): string {
  const [middle, half] = [(atLeastMs + atMostMs) / 2_000, (atMostMs - atLeastMs) / 2_000];
  const [way, word] = middle < 0 ? ["behind", ""] : ["ahead", " of"];
  return `${Math.abs(middle).toFixed(1)} s ${way}, give or take ${(Math.ceil(half * 10) / 10).toFixed(1)} s,${word}`;
}
