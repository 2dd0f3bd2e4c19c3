import type { ComparedFigure, Comparison } from "../../comparison/comparison.ts";
import { plainTexts } from "../../model/plain-text.ts";
import { html, type Markup } from "../page/markup.ts";
import { documentOf, outcomeMark, sortedBy, tableOf } from "../runs/document.ts";
import { effectPicture } from "./effect-picture.ts";
import {
  answerOutcomes,
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
} from "./words.ts";

/** Two sets of runs on one page of HTML: what was different, primary guarantees with their effects, all the rest. Pure. */
export function comparisonSetPage(comparison: Comparison): string {
  const told = plainTexts(comparison);
  const { a, b, answer, unmatched } = told;
  const { claimed, rest } = partedFigures(told);
  const body = html`<main>
<h1>${a.name} and ${b.name}</h1>
<p>${outcomeMark(answerOutcomes[answer], answerWords[answer])} ${conclusionOf(told)}</p>
<ul><li>A: ${describeSide(a)}</li><li>B: ${describeSide(b)}</li></ul>
<h2>What was different</h2>
${differenceTable(told)}
${unmatched.map((one) => html`<p class="quiet">${describeUnmatched(one)}</p>`)}
<h2>Primary guarantees</h2>
${tableOf("Primary guarantees of both", ["guarantee", "answer", "B against A", "", "A", "B"], claimed.map(rowOf))}
<h2>Of these nothing is claimed</h2>
<p class="quiet">Each end of an interval is 95 % certain by itself: among so many, some will be wrong.</p>
${tableOf(
  "Other guarantees, and phases",
  ["guarantee or phase", "B against A", "", "A", "B"],
  rest.map((figure) => rowOf(figure).toSpliced(1, 1)),
)}
<h2>How it was told</h2>
<ul class="quiet">${methods.map((line) => html`<li>${line}</li>`)}</ul>
</main>`;
  return `${documentOf(`${a.name} and ${b.name}`, body)}\n`;
}

function differenceTable({ differences }: Comparison): Markup {
  if (differences.length === 0)
    return html`<p>Nothing that is known: machine, versions, images, settings, steps and limits are the same.</p>`;
  const rows = differences.map(({ name, a, b, scenarios }) => [
    html`<th scope="row">${name}</th>`,
    html`<td class="text">${a}</td>`,
    html`<td class="text">${b}</td>`,
    html`<td class="text">${scenarios.join(", ")}</td>`,
  ]);
  return tableOf("What was different", ["what", "A", "B", "scenarios"], rows);
}

function rowOf(figure: ComparedFigure): Markup[] {
  const { scenario, on, id, answer, a, b, estimate, measuredAlike } = figure;
  return [
    html`<th scope="row">${id.replaceAll(",", ", ")}<div class="small quiet">${scenario}, ${on}</div></th>`,
    html`<td class="text">${answer === null ? "" : outcomeMark(answerOutcomes[answer], answerWords[answer])}<div class="small quiet">${describeReason(figure)}</div></td>`,
    html`<td class="text"${sortedBy(estimate[0] ?? undefined)}>${describeInterval(figure)}<div class="small quiet">estimate ${describeEstimate(figure)}, tolerance ${describeTolerance(figure)}${measuredAlike ? "" : "; not measured alike"}</div></td>`,
    html`<td>${effectPicture(figure)}</td>`,
    html`<td class="text">${describeRuns(a)}</td>`,
    html`<td class="text">${describeRuns(b)}</td>`,
  ];
}
