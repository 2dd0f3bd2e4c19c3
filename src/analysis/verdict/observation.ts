import { formatMs } from "../../model/duration.ts";
import type { Report } from "../../model/report.ts";
import type { Assumption, Verdict } from "../../model/verdict.ts";
import { unobserved } from "../coverage/coverage.ts";
import type { Hole } from "../coverage/hole.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { tenth } from "../statistics/statistics.ts";
import { assume } from "./assume.ts";
import type { AskedGuarantee } from "./guarantee-definition.ts";

/** A verdict, and the time in which nobody could have seen what it is about. */
export interface Observed {
  readonly verdict: Verdict;
  readonly holes: readonly Hole[];
}

/** What a verdict is worth: where a part of its time was not looked at, it passes at best inconclusive. */
export function observed(verdict: Verdict, asked: AskedGuarantee | undefined, facts: Facts): Observed {
  if (asked === undefined) return { verdict, holes: [] };
  const { scope, definition, params } = asked;
  const limitMs = definition.bounded ? verdict.limitMs : undefined;
  const holes = unobserved({ scope, reads: definition.reads?.(params) ?? [], limitMs }, facts);
  if (holes.length === 0 || verdict.outcome !== "pass") return { verdict, holes };
  const summary = `${verdict.summary}; but nobody looked all the time: ${tell(holes)}`;
  return { verdict: { ...verdict, outcome: "inconclusive", summary }, holes };
}

/** What is assumed of the looking. */
export const observedName = "what is judged was looked at all the time";

/** Whether what the guarantees are about could have been seen in all of their time. */
export function everythingObserved({ tracks }: Facts, holes: readonly Hole[]): Assumption {
  const name = observedName;
  if (tracks.length === 0) return assume(name, false, "there was no lane");
  return assume(name, holes.length === 0, holes.length === 0 ? "no attempt is missing in it" : tell(distinct(holes)));
}

/** The time that was not looked at, in the order of its beginnings, as reports have it. */
export function unobservedTime(holes: readonly Hole[]): Report["unobserved"] {
  return distinct(holes)
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map(({ lane, from, to, reason }) => ({ lane: lane ?? null, from: tenth(from), to: tenth(to), reason }));
}

function distinct(holes: readonly Hole[]): Hole[] {
  return [...new Map(holes.map((hole) => [JSON.stringify([hole.lane, hole.from, hole.reason]), hole])).values()];
}

function tell(holes: readonly Hole[]): string {
  return listing(
    holes.map(({ lane, from, to, reason }) => {
      const where = lane === undefined ? "" : `${lane} `;
      return `${where}from ${formatMs(from)} to ${formatMs(to)}: ${reason}`;
    }),
  );
}
