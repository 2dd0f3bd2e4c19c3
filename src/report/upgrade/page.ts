import { counted } from "../../analysis/statistics/format.ts";
import { plainTexts } from "../../model/plain-text.ts";
import type { GateResult } from "../../upgrade/gate-result.ts";
import { html, type Markup } from "../page/markup.ts";
import type { Part } from "../parts/markdown-document.ts";
import { documentOf, outcomeMark, tableOf } from "../runs/document.ts";
import { comparisonFile, gateParts } from "./parts.ts";
import { answerOutcomes, conclusionOf, wayOf } from "./words.ts";

/** An upgrade on one page of HTML that asks nobody for anything; runs are linked beside it. Pure. */
export function gatePage(gate: GateResult): string {
  const told = plainTexts(gate);
  const { answer, topologies, profiles, repeat, stages } = told;
  const runs = new Set(stages.flatMap((stage) => stage.runs.map(({ result }) => result.run)));
  const title = wayOf(told).replace(/^the (.)/, (_, first: string) => first.toUpperCase());
  const body = html`<main>
<h1>${title}</h1>
<p>${outcomeMark(answerOutcomes[answer], answer)} ${conclusionOf(told)}</p>
<p class="quiet">${[...new Set([ofSide(topologies[0], profiles[0]), ofSide(topologies[1], profiles[1])])].join("; to be ")}, each scenario ${counted(repeat, "time")} before and after</p>
${gateParts(told).map((part) => sectionOf(part, runs))}
</main>`;
  return `${documentOf(title, body)}\n`;
}

function sectionOf({ title, text, head, rows = [] }: Part, runs: ReadonlySet<string>): Markup {
  if (rows.length === 0 && text === undefined) return html``;
  const words = text === undefined ? html`` : html`<p class="quiet">${text}</p>`;
  const lines =
    rows.length === 0
      ? html``
      : head === undefined
        ? html`<ul>${rows.map(([line = ""]) => html`<li>${line}</li>`)}</ul>`
        : tableOf(
            title,
            head,
            rows.map((cells) => cells.map((cell) => html`<td class="text">${linked(cell, runs)}</td>`)),
          );
  return html`<h2>${title}</h2>
${words}${lines}
`;
}

function ofSide(topology: string, profile: string): string {
  return `${topology} with ${profile} timings`;
}

/** A run's name with its report, which lies below the page's folder, and a comparison's page with itself. */
function linked(cell: string, runs: ReadonlySet<string>): Markup | string {
  if (cell === comparisonFile("upgraded") || cell === comparisonFile("fresh"))
    return html`<a href="${cell}">all of them</a>`;
  return runs.has(cell) ? html`<a href="runs/${cell}/report.html">${cell}</a>` : cell;
}
