/** Things that a journal tells and that cannot all be so: one of them was emptied, reduced, moved or changed. */
export interface Contradiction {
  /** What cannot be, in words. */
  readonly what: string;
  /** What cannot be relied on: types of events, and steps by their `stepKey`. */
  readonly touches: readonly string[];
}

/** What a step of the plan, a fault or work, is called among the things that a contradiction touches. */
export function stepKey(id: string): string {
  return `step ${id}`;
}
