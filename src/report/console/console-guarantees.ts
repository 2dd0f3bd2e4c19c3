import { describeBounds } from "../../analysis/statistics/format.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Verdict } from "../../model/verdict.ts";
import { pad, widestOf, wrap } from "../../terminal/layout.ts";

/** What stands before a line, so that no colour is needed to tell its outcome. */
export const signs: Readonly<Record<Outcome, string>> = { pass: "✓", inconclusive: "?", fail: "✗" };

/** The fewest columns of a promise that has its figures beside it; where there are fewer, they stand below it. */
const leastPromise = 40;

/** One line of a terminal, and whose outcome gives it its colour: none for words that have none. */
export interface Line {
  readonly text: string;
  readonly outcome?: Outcome;
  readonly isHead?: true;
}

/**
 * A row for each guarantee, in the order of the scenario: its promise, in which its limit stands, what was measured, and
 * why it did not hold.
 */
export function guaranteeLines(verdicts: readonly Verdict[], width: number): Line[] {
  if (verdicts.length === 0) return [];
  const figures = verdicts.map(({ measuredMs }) => (measuredMs === undefined ? "" : describeBounds(measuredMs)));
  const measuredWidth = widestOf(["measured", ...figures]);
  const promiseWidth = width - 2 - 2 - measuredWidth;
  const isBeside = promiseWidth >= leastPromise;
  const rows = verdicts.flatMap((verdict, index): Line[] => {
    const measured = figures[index] ?? "";
    const [first = "", ...more] = wrap(verdict.promise, isBeside ? promiseWidth : width - 2);
    const beside = isBeside ? `${pad(first, promiseWidth)}  ${pad(measured, measuredWidth, "start")}`.trimEnd() : first;
    const below = isBeside || measured === "" ? [] : wrap(`measured ${measured}`, width - 4);
    return [
      { text: `${signs[verdict.outcome]} ${beside}`, outcome: verdict.outcome },
      ...more.map((line): Line => ({ text: `  ${line}` })),
      ...below.map((line): Line => ({ text: `    ${line}` })),
      ...why(verdict, width),
    ];
  });
  const head = `  ${pad("guarantee", promiseWidth)}  ${pad("measured", measuredWidth, "start")}`;
  return isBeside ? [{ text: head, isHead: true }, ...rows] : rows;
}

function why({ outcome, summary }: Verdict, width: number): Line[] {
  return outcome === "pass" ? [] : wrap(summary, width - 4).map((line) => ({ text: `    ${line}`, outcome }));
}
