import type { ComparedFigure, Comparison } from "../../comparison/comparison.ts";
import { plainTexts } from "../../model/plain-text.ts";
import {
  answerWords,
  conclusionOf,
  describeEstimate,
  describeInterval,
  describeReason,
  describeRuns,
  describeSide,
  describeTolerance,
  describeUnmatched,
  partedFigures,
  signOf,
} from "./words.ts";

/** A comparison for a terminal: what was different first, then primary guarantees, last what it came to. Pure. */
export function comparisonText(comparison: Comparison): string {
  const told = plainTexts(comparison);
  const { claimed, rest } = partedFigures(told);
  return `${[
    `A  ${describeSide(told.a)}`,
    `B  ${describeSide(told.b)}`,
    ...differenceLines(told),
    ...told.unmatched.map(describeUnmatched),
    ...claimed.flatMap(figureLines),
    "",
    ...(rest.length === 0
      ? []
      : [`${rest.length} more in the page: guarantees and phases of which nothing is claimed`]),
    conclusionOf(told),
  ].join("\n")}\n`;
}

function differenceLines({ differences }: Comparison): string[] {
  if (differences.length === 0)
    return ["", "A and B ran alike: machine, versions, images, settings and steps are the same"];
  return ["", "what was different", ...differences.map(({ name, a, b }) => `  ${name}: ${a} → ${b}`)];
}

function figureLines(figure: ComparedFigure): string[] {
  const { scenario, on, id, answer, a, b, measuredAlike } = figure;
  if (answer === null) return [];
  const why = describeReason(figure);
  return [
    "",
    `${signOf(answer)} ${answerWords[answer]}: ${scenario} (${on}): ${id}`,
    `  B ${describeInterval(figure)}, estimate ${describeEstimate(figure)}, tolerance ${describeTolerance(figure)}`,
    `  A ${describeRuns(a)}`,
    `  B ${describeRuns(b)}`,
    ...(measuredAlike ? [] : ["  not measured alike: every value counts at the end that speaks against the claim"]),
    ...(why === "" ? [] : [`  ${why}`]),
  ];
}
