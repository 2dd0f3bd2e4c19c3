import { plainTexts } from "../../model/plain-text.ts";
import { html, type Markup } from "../page/markup.ts";
import { documentOf, outcomeMark, tableOf } from "../runs/document.ts";
import { type JudgedPair, type ShownPair, type ShownSide, showPair } from "./pair.ts";

/**
 * Single points of failure and their cures on one page of HTML, side by side: the set-up, what was out for how long, and
 * the guarantees of each. Pure.
 */
export function curesPage(pairs: readonly JudgedPair[]): string {
  const body = html`<main>
<h1>Single points of failure and their cures</h1>
${plainTexts(pairs.map(showPair)).map(pairSection)}
<p class="quiet">A length of time is bounds: it lies between them. Outages are the longest of any lane, over the whole run, without lanes through a node that a fault hit.</p>
</main>`;
  return `${documentOf("Single points of failure and their cures", body)}\n`;
}

function pairSection({ sides, out, nothingOut }: ShownPair): Markup {
  const [disease, cure] = sides;
  const head = ["", `disease: ${disease.scenario}`, `cure: ${cure.scenario}`];
  const row = (name: string, cell: (side: ShownSide) => Markup) => [
    html`<th scope="row">${name}</th>`,
    ...sides.map((side) => html`<td class="text">${cell(side)}</td>`),
  ];
  const told = out.map(({ clients, sides: words }) => [
    html`<th scope="row">${clients}</th>`,
    ...words.map((each) => html`<td class="text">${each}</td>`),
  ]);
  return html`<h2>${disease.scenario} and ${cure.scenario}</h2>
${tableOf(
  `${disease.scenario} and ${cure.scenario}`,
  head,
  [
    row(
      "what it shows",
      ({ summary, run, href }) => html`${summary}<div class="small quiet">${linked(run, href)}</div>`,
    ),
    row("set-up", ({ setUp }) => listOf(setUp)),
    row("what was done", ({ steps }) => listOf(steps)),
    row("outcome", ({ outcome, runs, doubts }) => {
      const more = [runs, ...doubts].filter(Boolean).map((each) => html`<div class="small quiet">${each}</div>`);
      return html`${outcome === "not run" ? outcome : outcomeMark(outcome)}${more}`;
    }),
    row(
      "guarantees",
      ({ guarantees }) =>
        html`${guarantees.map(({ outcome, words }) => html`<div>${outcomeMark(outcome)} ${words}</div>`)}`,
    ),
  ],
  false,
)}
<h3>What was out, and for how long</h3>
${out.length === 0 ? html`<p>${nothingOut}</p>` : tableOf("What was out", head, told, false)}`;
}

function linked(run: string, href: string): Markup {
  return href === "" ? html`${run}` : html`<a href="${href}">${run}</a>`;
}

function listOf(lines: readonly string[]): Markup {
  return html`${lines.map((line) => html`<div>${line}</div>`)}`;
}
