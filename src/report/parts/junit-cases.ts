import { describeBounds } from "../../analysis/statistics/format.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Assumption, Verdict } from "../../model/verdict.ts";

/** One test case of a JUnit file. */
export interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly summary: string;
  /** The length of time that was measured, milliseconds; 0 where none was. */
  readonly timeMs: number;
  /** Why it decides nothing though it did not pass: it is skipped then, with this. */
  readonly excuse?: string | undefined;
  /** What earlier attempts of the same came to where they did not pass, with their number. */
  readonly earlier?: readonly EarlierCase[];
}

/** What a case came to in an attempt before the last. */
export interface EarlierCase {
  readonly attempt: number;
  readonly outcome: Outcome;
  readonly summary: string;
}

/** All cases of a run: its assumptions, its guarantees, and what went wrong in the harness. */
export function casesOfRun(run: {
  readonly assumptions: readonly Assumption[];
  readonly verdicts: readonly Omit<Verdict, "marks">[];
  readonly errors: readonly string[];
}): Case[] {
  return [...run.assumptions.map(assumptionCase), ...run.verdicts.map(guaranteeCase), ...errorCases(run.errors)];
}

/** Limits in the name of an assumption: they may change, and then it would be another case to whoever keeps histories. */
const figures = /: (?:at (?:least|most) |delay p99 |\d).*$/;

function assumptionCase({ name, outcome, summary }: Assumption): Case {
  return { classname: "assumption", name: name.replace(figures, ""), outcome, summary, timeMs: 0 };
}

/**
 * Called by its id: no other of a run has it, and no figure is in it, so that runs on clusters of any timings can be
 * compared. Its time is the measured length, the greater bound where there is one: a history of it is one of failovers.
 */
function guaranteeCase({ guarantee, id, outcome, promise, measuredMs, summary }: Omit<Verdict, "marks">): Case {
  const measured = measuredMs === undefined ? "" : `measured ${describeBounds(measuredMs)}: `;
  return {
    classname: `guarantee.${guarantee}`,
    name: id,
    outcome,
    summary: `${promise}: ${measured}${summary}`,
    timeMs: measuredMs === undefined ? 0 : Math.max(0, measuredMs[1] ?? measuredMs[0]),
  };
}

/** A case for each kind of thing that went wrong in the harness, by its code: the words after it may have figures. */
function errorCases(errors: readonly string[]): Case[] {
  const byCode = Map.groupBy(errors, (error) => error.split(":")[0] ?? "error");
  return [...byCode].map(([name, summaries]) => ({
    classname: "harness",
    name,
    outcome: "inconclusive",
    summary: summaries.join("; "),
    timeMs: 0,
  }));
}
