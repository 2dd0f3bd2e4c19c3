import type fc from "fast-check";
import type { GuaranteeDefinition } from "../../../src/analysis/verdict/guarantee-definition.ts";
import type { GuaranteeSpec, Scope } from "../../../src/model/guarantee.ts";
import type { Journal } from "../../../src/model/journal.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import type { LawCase } from "./law-case.ts";
import type { Came } from "./outcome-of.ts";

/** Whether what a changed run came to is allowed, after what the run came to. */
export type Relation = (before: Came, after: Came) => boolean;

/** A run and what a law makes of it. */
export interface Changed {
  /** Where the law compares with something else than the run as it was. */
  readonly before?: Journal;
  readonly after: Journal;
  /** The guarantee as the changed run asks for it, where names in it change too. */
  readonly spec?: GuaranteeSpec;
}

/** What every guarantee obeys; the default export of a file in test/support/laws, named like it. */
export interface Law<Choice> {
  readonly sentence: string;
  /** Whether it says anything about a guarantee that looks at these lanes. */
  concerns(definition: GuaranteeDefinition, scope: Scope): boolean;
  /** What is left open of a change: places as parts of the run, lanes by their place among all. */
  readonly choices: fc.Arbitrary<Choice>;
  /** Changes a run as the law says; undefined where there is nothing to change. */
  change(run: LawCase, choice: Choice): Changed | undefined;
  readonly allowed: Relation;
}

/** Gives a law's parts their types. */
export function defineLaw<Choice>(law: Law<Choice>): Law<Choice> {
  return law;
}

const height: Readonly<Record<Outcome, number>> = { fail: 0, inconclusive: 1, pass: 2 };

/** The outcome is as good as before or worse. */
export const neverBetter: Relation = (before, after) => height[after.outcome] <= height[before.outcome];

/** What did not pass does not pass now. */
export const neverToPass: Relation = (before, after) => before.outcome === "pass" || after.outcome !== "pass";

/** Times are rounded to a tenth of a millisecond, twice in a difference. */
const roundingMs = 0.21;

/** The outcome is the same, and so is what was measured. */
export const same: Relation = (before, after) =>
  before.outcome === after.outcome &&
  [0, 1].every((side) => {
    const [one, other] = [before.measuredMs?.[side], after.measuredMs?.[side]];
    if (typeof one !== "number" || typeof other !== "number") return one === other;
    return Math.abs(one - other) <= roundingMs;
  });
