/** One measured value that is known only to lie between two ends; an end that nothing bounds is infinite. */
export interface Sample {
  readonly low: number;
  readonly high: number;
}

/** What a run may have had of something that it was to measure and did not: any value. */
export const unseen: Sample = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** A sample of bounds as reports have them; null: nothing bounds it. */
export function sampleOf([atLeast, atMost]: readonly [number, number | null]): Sample {
  return { low: atLeast, high: atMost ?? Number.POSITIVE_INFINITY };
}

/** The samples as if each were its lower end. */
export function atLow(samples: readonly Sample[]): Sample[] {
  return samples.map(({ low }) => ({ low, high: low }));
}

/** The samples as if each were its upper end. */
export function atHigh(samples: readonly Sample[]): Sample[] {
  return samples.map(({ high }) => ({ low: high, high }));
}
