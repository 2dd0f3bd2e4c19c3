import type { ComparedFigure, Comparison } from "../../comparison/comparison.ts";
import { plainTexts } from "../../model/plain-text.ts";
import { document, type Part } from "../parts/markdown-document.ts";
import { plain } from "../parts/markdown-table.ts";
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
  methods,
  partedFigures,
  signOf,
} from "./words.ts";

/** A comment on GitHub takes 65,536. */
const mostCharacters = 65_000;

/** A comparison in Markdown, for a comment or an artifact. Pure. */
export function comparisonMarkdown(comparison: Comparison): string {
  const told = plainTexts(comparison);
  return document(partsOf(told), mostCharacters, "compare --json has all of them");
}

function partsOf(told: Comparison): Part[] {
  const { claimed, rest } = partedFigures(told);
  const head = ["answer", "guarantee", "B against A", "estimate", "tolerance", "A", "B", "why"];
  return [
    { title: "", text: `# ${signOf(told.answer)} ${plain(conclusionOf(told))}` },
    { title: "", rows: [[`A: ${describeSide(told.a)}`], [`B: ${describeSide(told.b)}`]] },
    {
      title: "What was different",
      ...(told.differences.length === 0 ? { text: "Nothing that is known." } : {}),
      head: ["what", "A", "B", "scenarios"],
      rows: told.differences.map(({ name, a, b, scenarios }) => [name, a, b, scenarios.join(", ")]),
    },
    {
      title: "Only in one of them",
      rows: told.unmatched.map((one) => [describeUnmatched(one)]),
    },
    { title: "Primary guarantees", head, rows: claimed.map((figure) => [answerOf(figure), ...cellsOf(figure)]) },
    {
      title: "Of these nothing is claimed",
      head: head.slice(1, -1),
      rows: rest.map((figure) => cellsOf(figure).slice(0, -1)),
      folded: true,
    },
    { title: "How it was told", rows: methods.map((line) => [line]), folded: true },
  ];
}

function answerOf({ answer }: ComparedFigure): string {
  return answer === null ? "" : `${signOf(answer)} ${answerWords[answer]}`;
}

function cellsOf(figure: ComparedFigure): string[] {
  const { scenario, on, id, a, b } = figure;
  return [
    `${scenario} (${on}): ${id}`,
    describeInterval(figure),
    describeEstimate(figure),
    describeTolerance(figure),
    describeRuns(a),
    describeRuns(b),
    describeReason(figure),
  ];
}
