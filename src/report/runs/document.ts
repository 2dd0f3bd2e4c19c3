import { markOwnLimits } from "../../analysis/limits/own-limit.ts";
import type { Outcome } from "../../model/outcome.ts";
import { html, type Markup, ownMarkup } from "../page/markup.ts";
import { sortScript } from "../page/sort-script.ts";
import { style } from "./style.ts";

const signs: Readonly<Record<Outcome, string>> = { pass: "✓", inconclusive: "?", fail: "✗" };

/** A whole page that asks nobody for anything: its policy forbids it. Where scripts run, its tables can be sorted. */
export function documentOf(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${ownMarkup(style)}</style>
</head>
<body>
${body}
<script>${ownMarkup(sortScript)}</script>
</body>
</html>`.text;
}

/** An outcome as a sign and words, in its colour. */
export function outcomeMark(outcome: Outcome, words: string = outcome): Markup {
  return html`<span class="badge v-${outcome}">${signs[outcome]} ${words}</span>`;
}

/** That limits of some verdicts are a person's own; nothing where none is. */
export function ownLimitsMark(verdicts: Parameters<typeof markOwnLimits>[0]): Markup | undefined {
  const mark = markOwnLimits(verdicts);
  return mark === undefined ? undefined : html`<div class="small">${mark}</div>`;
}

/** How often each outcome came, those that came: "✗ 1 fail ✓ 3 pass". */
export function countMarks(outcomes: Readonly<Record<Outcome, number>>): Markup[] {
  return (["fail", "inconclusive", "pass"] as const)
    .filter((outcome) => outcomes[outcome] > 0)
    .map((outcome) => html`${outcomeMark(outcome, `${outcomes[outcome]} ${outcome}`)}&emsp;`);
}

/** What came out differently where nothing was different. */
export const flakyMark = html`<span class="flaky">± flaky</span>`;

/** What a cell is sorted by where its text does not say it, as an attribute; nothing where there is no number. */
export function sortedBy(value: number | undefined): Markup {
  return value === undefined ? html`` : html` data-by="${value}"`;
}

/** A table that can be wider than the page, with a name for who cannot see it; its rows can be sorted where `sorts`. */
export function tableOf(
  name: string,
  head: readonly string[],
  rows: readonly (readonly Markup[])[],
  sorts = true,
): Markup {
  const heads = head.map((text) => html`<th scope="col">${text}</th>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table${sorts ? html` class="sortable"` : ""}>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells}</tr>\n`)}</tbody>
</table></div>`;
}

/** How often each outcome is among some. */
export function countOutcomes(outcomes: readonly Outcome[]): Record<Outcome, number> {
  const counts = { pass: 0, inconclusive: 0, fail: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}
