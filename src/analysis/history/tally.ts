import { FirstFew } from "../statistics/first-few.ts";
import type { Span } from "../timeline/span.ts";
import type { Stretch } from "../timeline/stretches.ts";
import type { Absence, Finding, Rule } from "./finding.ts";

/**
 * So many contradictions are kept with their words, and as many that may be explained; the rest is counted: a history
 * that is wrong all over takes no more memory than one that is right.
 */
export const mostKept = 1_000;

/** A contradiction as a check finds it; its words are made only where it is kept. */
export interface Contradicted extends Span {
  readonly rule: Rule;
  text(): string;
  /** What it rests on that is not there, so that what is missing in the journal may explain it. */
  readonly absence?: Absence;
}

/** What checks of a history come to: comparisons that could have failed, and contradictions. */
export class Tally {
  readonly findings = new FirstFew<Finding>(mostKept);
  /** Those that may be explained by what is missing in the journal. */
  readonly doubtful = new FirstFew<Finding>(mostKept);
  readonly #faults: readonly Stretch[];
  readonly #mayExplain: (absence: Absence) => boolean;
  /** By rule: all of the run, and then each fault. */
  readonly #compared = new Map<Rule, Float64Array>();

  constructor(faults: readonly Stretch[] = [], mayExplain: (absence: Absence) => boolean = () => false) {
    this.#faults = faults;
    this.#mayExplain = mayExplain;
  }

  /** Counts a comparison that could have failed: in all of the run, and in each fault that its time touches. */
  compare(rule: Rule, { from, to }: Span): void {
    const counts = this.#compared.get(rule) ?? new Float64Array(1 + this.#faults.length);
    this.#compared.set(rule, counts);
    counts[0] = (counts[0] as number) + 1;
    for (const [index, fault] of this.#faults.entries())
      if (to >= fault.from && from < fault.to) counts[index + 1] = (counts[index + 1] as number) + 1;
  }

  contradict({ rule, from, to, text, absence }: Contradicted): void {
    const found = absence !== undefined && this.#mayExplain(absence) ? this.doubtful : this.findings;
    found.add(() => ({ rule, text: text(), from, to }));
  }

  /** How many comparisons could have failed: in all of the run, or in the fault of this place. */
  compared(rule: Rule, fault?: number): number {
    return this.#compared.get(rule)?.[fault === undefined ? 0 : fault + 1] ?? 0;
  }
}
