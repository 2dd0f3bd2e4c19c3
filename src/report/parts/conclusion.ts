import { describeOwnLimits } from "../../analysis/limits/own-limit.ts";
import { counted, describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import type { Verdict } from "../../model/verdict.ts";
import { timingsInWords } from "./cluster-words.ts";

/** Lines below the last one: all of them are above it, too. */
const mostRepeated = 5;

/** What a run came to: one line, and below it what did not hold. */
export interface Conclusion {
  readonly headline: string;
  readonly repeated: readonly { readonly outcome: Outcome; readonly text: string }[];
  /** How many more did not hold. */
  readonly more: number;
}

/**
 * The last words of a run: its outcome with how many guarantees came to what, then what broke or stayed open, each with
 * its figures, so that whoever reads a log from its end has them.
 */
export function conclusionOf(report: Report): Conclusion {
  const told = [...report.verdicts.filter(({ outcome }) => outcome === "fail").map(tellVerdict), ...openOnes(report)];
  const repeated = report.outcome === "pass" ? [] : told.slice(0, mostRepeated);
  return {
    headline: [headlineOf(report), describeOwnLimits(report.verdicts) ?? []].flat().join("; "),
    repeated,
    more: report.outcome === "pass" ? 0 : told.length - repeated.length,
  };
}

/** A guarantee by its id, in which no figure is, with what was measured and the limit; else with why. */
export function describeVerdict({ id, measuredMs, limitMs, summary }: Omit<Verdict, "marks">): string {
  if (measuredMs === undefined) return `${id}: ${summary}`;
  const limit = limitMs === undefined ? "" : `, the limit is ${formatMs(limitMs)}`;
  return `${id}: ${describeBounds(measuredMs)}${limit}`;
}

function headlineOf({ outcome, verdicts, assumptions, machine, cluster }: Report): string {
  const count = (wanted: Outcome) => verdicts.filter((verdict) => verdict.outcome === wanted).length;
  const [held, open, broken] = [count("pass"), count("inconclusive"), count("fail")];
  const total = counted(verdicts.length, "guarantee");
  if (outcome === "fail") {
    const others = [open === 0 ? [] : [`${open} showed nothing`], held === 0 ? [] : [`${held} held`]].flat();
    return [`FAIL: ${broken} of ${total} broke`, ...others].join(", ");
  }
  if (outcome === "inconclusive") {
    if (machine.notCarried !== null) return `INCONCLUSIVE: ${machine.notCarried}`;
    if (open > 0) return `INCONCLUSIVE: ${open} of ${total} showed nothing either way, ${held} held`;
    const doubted = assumptions.filter((assumption) => assumption.outcome !== "pass").length;
    return `INCONCLUSIVE: ${held} of ${total} held, but ${doubted} of ${counted(assumptions.length, "assumption")} did not`;
  }
  if (verdicts.length === 0) return "MEASURED: no limit was given, so nothing was judged but the measuring itself";
  const replaced = cluster?.replacedTimings === undefined ? "" : `, with ${timingsInWords(cluster)}`;
  return `PASS: ${total} held${replaced}`;
}

function tellVerdict(verdict: Verdict): Conclusion["repeated"][number] {
  return { outcome: verdict.outcome, text: describeVerdict(verdict) };
}

/** What stayed open: assumptions first, for they are why nothing else counts. */
function openOnes({ assumptions, verdicts, machine }: Report): Conclusion["repeated"][number][] {
  const doubts = assumptions
    .filter(({ outcome, summary }) => outcome !== "pass" && summary !== machine.notCarried)
    .map(({ outcome, name, summary }) => ({ outcome, text: `did not hold: ${name}: ${summary}` }));
  return [...doubts, ...verdicts.filter(({ outcome }) => outcome === "inconclusive").map(tellVerdict)];
}
