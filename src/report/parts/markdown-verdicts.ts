import { describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { Part } from "./markdown-document.ts";

/** An outcome in a table: a sign and a word, so that neither colour nor sign alone says it. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: "✓ pass",
  inconclusive: "? inconclusive",
  fail: "✗ fail",
};

/** The guarantees that did not hold, then those that did; limits stand in their promises. */
export function verdictParts({ verdicts }: Report): Part[] {
  const worstFirst = [
    ...verdicts.filter(({ outcome }) => outcome === "fail"),
    ...verdicts.filter(({ outcome }) => outcome === "inconclusive"),
  ];
  const held = verdicts.filter(({ outcome }) => outcome === "pass");
  const head = ["outcome", "guarantee", "measured", "why"];
  return [
    { title: "What did not hold", head, rows: worstFirst.map(verdictRow) },
    { title: "What held", head, rows: held.map(verdictRow), ...(worstFirst.length > 0 ? { folded: true } : {}) },
  ];
}

function verdictRow({ outcome, promise, measuredMs, summary }: Verdict): string[] {
  return [outcomeWords[outcome], promise, measuredMs === undefined ? "" : describeBounds(measuredMs), summary];
}

/** What the cluster's own settings let one expect, beside what was measured, and where each limit comes from. */
export function expectedPart({ verdicts }: Report): Part {
  const rows = verdicts.flatMap((verdict) => {
    const { limitMs, measuredMs, expectedMs, limitSource = "" } = verdict;
    if (limitMs === undefined || measuredMs === undefined) return [];
    return [
      [
        verdict.id,
        expectedMs === undefined ? "" : describeBounds(expectedMs),
        describeBounds(measuredMs),
        expectedMs === undefined ? "" : beside(measuredMs, expectedMs),
        formatMs(limitMs),
        limitSource,
      ],
    ];
  });
  return {
    title: "Expected beside measured",
    head: ["guarantee", "expected", "measured", "", "limit", "where the limit comes from"],
    rows,
    folded: true,
  };
}

/** How measured bounds lie to what was expected: only bounds that lie outside of it are no longer as expected. */
export function beside(
  [atLeastMs, atMostMs]: readonly [number, number | null],
  [leastMs, mostMs]: readonly [number, number],
): string {
  if (atLeastMs > mostMs) return "slower than expected";
  if (atMostMs !== null && atMostMs < leastMs) return "quicker than expected";
  return atLeastMs >= leastMs && atMostMs !== null && atMostMs <= mostMs ? "as expected" : "may be as expected";
}

/** Stretches of the run that guarantees point at. */
export function marksPart({ verdicts }: Report): Part {
  const rows = verdicts.flatMap(({ id, marks }) =>
    marks.map((mark) => [id, formatMs(mark.from), mark.to === undefined ? "open" : formatMs(mark.to), mark.text]),
  );
  return { title: "Marked stretches", head: ["guarantee", "from", "to", "what"], rows, folded: true };
}
