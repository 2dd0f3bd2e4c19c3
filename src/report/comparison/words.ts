import { counted, wholePercent } from "../../analysis/statistics/format.ts";
import type { ComparedFigure, Comparison, Ends, Side, SideFigure, Unmatched } from "../../comparison/comparison.ts";
import { formatMs } from "../../model/duration.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Answer } from "../../statistics/effect.ts";
import { outcomeSigns } from "../page/words.ts";

/** Answers as people read them. */
export const answerWords: Readonly<Record<Answer, string>> = {
  better: "better",
  same: "same",
  "better-or-same": "better or same",
  worse: "worse",
  "cannot-tell": "cannot tell",
};

/** The outcome whose sign and colour an answer takes. */
export const answerOutcomes = {
  ...{ better: "pass", same: "pass", "better-or-same": "pass", worse: "fail", "cannot-tell": "inconclusive" },
} as const satisfies Record<Answer, Outcome>;

/** The sign of an answer: that of its outcome. */
export function signOf(answer: Answer): string {
  return outcomeSigns[answerOutcomes[answer]];
}

/** The figures of which something is claimed, and all others. */
export function partedFigures({ figures }: Comparison): { claimed: ComparedFigure[]; rest: ComparedFigure[] } {
  return {
    claimed: figures.filter(({ answer }) => answer !== null),
    rest: figures.filter(({ answer }) => answer === null),
  };
}

/** What all of it came to, in one sentence. */
export function conclusionOf({ answer, claims, exitCode }: Comparison): string {
  const code = `exit code ${exitCode}`;
  if (claims === 0)
    return `cannot tell, ${code}: no primary guarantee that both have (scenarios declare them; --primary names one)`;
  const what = {
    worse: "B is worse than A beyond the tolerance",
    "cannot-tell": "cannot tell whether B is worse than A",
    same: "B is the same as A within the tolerance",
    better: "B is better than A",
    "better-or-same": "B is not worse than A",
  }[answer];
  return `${what}, ${code}: ${counted(claims, "primary guarantee")}, wrong with at most 5 % in all`;
}

/** One side in a line. */
export function describeSide({ name, machine, runs, excluded, from, to }: Side): string {
  const left = excluded === 0 ? "" : `, ${excluded} more do not count`;
  const days =
    from === null || to === null ? "" : `, ${[...new Set([from, to].map((at) => at.slice(0, 10)))].join(" to ")}`;
  return `${name}: ${counted(runs, "run")}${left}${days}, ${machine}`;
}

/** What only one side has, in a line. */
export function describeUnmatched({ scenario, on, id, side }: Unmatched): string {
  return `only in ${side.toUpperCase()}: ${scenario} (${on})${id === null ? "" : `: ${id}`}`;
}

/** By how much B is greater, as an interval: "220 ms to 640 ms longer", "50 ms shorter to 300 ms longer". */
export function describeInterval({ interval, unit }: Pick<ComparedFigure, "interval" | "unit">): string {
  return describeEnds(interval, unit);
}

/** The estimate of the same. */
export function describeEstimate({ estimate, unit }: Pick<ComparedFigure, "estimate" | "unit">): string {
  return describeEnds(estimate, unit);
}

function describeEnds([low, high]: Ends, unit: ComparedFigure["unit"]): string {
  if (low === null && high === null) return "not bounded";
  const [less, more] = unit === "ms" ? ["shorter", "longer"] : ["fewer broken", "more broken"];
  const size = (value: number) => (unit === "ms" ? formatMs(Math.abs(value)) : wholePercent(Math.abs(value)));
  const way = (value: number) => (value < 0 ? less : more);
  if (low === null) return `at most ${size(high as number)} ${way(high as number)}`;
  if (high === null) return `at least ${size(low)} ${way(low)}`;
  const [near, far] = low < 0 && high <= 0 ? [high, low] : [low, high];
  if (size(near) === size(far) && way(near) === way(far)) return `${size(near)} ${way(near)}`;
  return way(low) === way(high) || near === 0
    ? `${size(near)} to ${size(far)} ${way(far)}`
    : `${size(low)} ${less} to ${size(high)} ${more}`;
}

/** Bounds of a figure in its unit; empty where there are none. */
export function describeFigure(ends: Ends | null): string {
  if (ends === null) return "";
  const [low, high] = ends;
  const told = (value: number) => (value < 0 ? `−${formatMs(-value)}` : formatMs(value));
  if (low === null) return high === null ? "not seen" : `at most ${told(high)}`;
  if (high === null) return `at least ${told(low)}`;
  return told(low) === told(high) ? told(low) : `${told(low)} to ${told(high)}`;
}

/** What difference in a figure is of no account. */
export function describeTolerance({ tolerance, unit }: Pick<ComparedFigure, "tolerance" | "unit">): string {
  return unit === "ms" ? describeFigure(tolerance) : `${wholePercent(tolerance[0] ?? 0)} of runs`;
}

/** What one side came to, each statistic that its runs are enough for. */
export function describeRuns(side: SideFigure): string {
  const { runs, kept, broken, open, keptShare, median, medianInterval, p95, worst } = side;
  const outcomes = keptShare === null ? [] : [describeKept(kept, broken, open, keptShare)];
  const times = [
    median === null ? [] : [`median ${describeFigure(median)}`],
    medianInterval === null ? [] : [`95 % ${describeFigure(medianInterval)}`],
    p95 === null ? [] : [`p95 ${describeFigure(p95)}`],
    worst === null ? [] : [`worst ${describeFigure(worst)}`],
  ].flat();
  return [counted(runs, "run"), ...outcomes, ...times].join(", ");
}

/** "kept in 11 of 12 (62 to 100 %)", with how many stayed open. */
export function describeKept(kept: number, broken: number, open: number, [low, high]: Ends): string {
  const left = open === 0 ? "" : `, ${open} inconclusive`;
  return `kept in ${kept} of ${kept + broken + open}${left} (${wholePercent(low ?? 0)} to ${wholePercent(high ?? 1)})`;
}

/** Words after which more runs would not help: the reason itself is all there is. */
const final = /another class of machine|do not count/;

/** Why an answer cannot be told, and what it would take; empty where it is told. */
export function describeReason({ reason, needed }: ComparedFigure): string {
  if (reason === null) return "";
  if (final.test(reason)) return reason;
  if (needed === null) return `${reason}; more runs alone will hardly tell`;
  const hours = needed.hours < 0.1 ? "minutes" : `${needed.hours} h`;
  return `${reason}; ${needed.runs} of each would take ${hours} more`;
}

/** How it was told, with the sources of the methods. */
export const methods: readonly string[] = [
  "Each measured value is bounds, and stays bounds.",
  "Effect: the shift of Hodges and Lehmann (1963), its interval by turning Gehan's permutation test (1965) round, in which two values differ only where their bounds do not overlap. Where the sides were not measured alike, each value counts at the end that speaks against the claim.",
  "Looks at 6, 12 and 20 runs and at the end, fixed beforehand; the error is spent over them as by Kim and DeMets (1987, power 3).",
  "Several primary guarantees: Holm (1979). Not worse: non-inferiority; same: equivalence (Schuirmann 1987).",
  "Medians and 95th percentiles by order statistics (Conover 1999), shares by Clopper and Pearson (1934).",
];
