import { describeBounds } from "../../analysis/statistics/format.ts";
import { type Bounds, differenceOfBounds } from "../../analysis/statistics/median-of-bounds.ts";
import { formatMs } from "../../model/duration.ts";
import { plainTexts } from "../../model/plain-text.ts";
import type { Report } from "../../model/report.ts";
import type { ReporterInput } from "../../model/reporter.ts";
import { type Axis, axisOver, axisPicture } from "../page/axis.ts";
import { html, type Markup } from "../page/markup.ts";
import { type Bar, type ComparedRow, type ComparedStretch, comparedStretches } from "./comparison-rows.ts";
import { documentOf, outcomeMark, ownLimitsMark, sortedBy, tableOf } from "./document.ts";

/**
 * Two runs of one scenario on one page of HTML: outages and failovers on one axis, since each fault, and what was measured
 * against each guarantee, with the difference as bounds. Pure.
 */
export function comparisonPage(first: ReporterInput, second: ReporterInput): string {
  const runs = [first, second].map(({ report, series }) => plainTexts({ report, series }));
  const [one, two] = runs as [ReporterInput, ReporterInput];
  const body = html`<main>
<h1>${one.report.scenario}: two runs on one axis</h1>
${headTable([one.report, two.report])}
${comparedStretches([one, two]).map(stretchSection)}
<h2>Guarantees</h2>
${guaranteeTable(one.report, two.report)}
<p class="quiet">A length of time is bounds, so a difference is, too. Where its bounds lie on both sides of 0, the runs do not show which one took longer.</p>
</main>`;
  return `${documentOf(`${one.report.scenario}: two runs`, body)}\n`;
}

function headTable(reports: readonly Report[]): Markup {
  const rows = reports.map((report, index) => [
    html`<th scope="row">${index === 0 ? "A" : "B"}: ${report.run}</th>`,
    html`<td>${outcomeMark(report.outcome)}${ownLimitsMark(report.verdicts)}</td>`,
    html`<td>${report.startedAt.slice(0, 16).replace("T", " ")}</td>`,
    html`<td>${report.cluster?.kubernetes ?? report.server?.kubernetes ?? ""}</td>`,
    html`<td class="text">${report.cluster === null ? (report.server?.url ?? "") : `${report.cluster.topology}, ${report.cluster.profile} timings`}</td>`,
    html`<td>${report.seed}</td>`,
  ]);
  return tableOf("The two runs", ["run", "outcome", "started, UTC", "Kubernetes", "on", "seed"], rows);
}

function stretchSection({ fault, from, to, rows, quiet }: ComparedStretch): Markup {
  const axis = axisOver(from, to);
  const title = fault === null ? "Since the start" : `Since ${fault} was injected`;
  const body = [
    ...rows.map((row) => comparedRow(row, axis)),
    [
      html`<th scope="row" class="quiet">time</th>`,
      html`<td>${axisPicture(axis)}</td>`,
      html`<td></td>`,
      html`<td></td>`,
    ],
  ];
  const still =
    quiet.length === 0 ? undefined : html`<p class="quiet">No outage in either run: ${quiet.join(", ")}.</p>`;
  return html`<h2>${title}</h2>
<p class="quiet">Full bars above: A; empty bars below: B. A bar spans where the outage, or the end of the phase, can lie.</p>
<div class="comparison">${tableOf(title, ["lane or phase", "when", "A", "B"], body, false)}</div>${still}`;
}

function comparedRow({ name, sides: [one, two] }: ComparedRow, axis: Axis): Markup[] {
  const picture = html`<svg width="100%" height="22" role="img" aria-label="A: ${one.words}; B: ${two.words}"><line class="grid" x1="${axis.percent(0)}" x2="${axis.percent(0)}" y1="0" y2="22"/>${one.bars.map((bar) => rectangle(bar, axis, "one", 2))}${two.bars.map((bar) => rectangle(bar, axis, "two", 13))}</svg>`;
  return [
    html`<th scope="row">${name}</th>`,
    html`<td class="plot">${picture}</td>`,
    html`<td>${one.words}</td>`,
    html`<td>${two.words}</td>`,
  ];
}

/** At least two pixels wide, however short it is. */
function rectangle({ from, to }: Bar, axis: Axis, side: "one" | "two", y: number): Markup {
  const [left, right] = [axis.percent(from), axis.percent(to ?? axis.to)];
  const width = Number((Number.parseFloat(right) - Number.parseFloat(left)).toFixed(3));
  const least = html`<rect class="${side}" x="${left}" y="${y}" width="2" height="7"/>`;
  return html`<g>${least}<rect class="${side}" x="${left}" y="${y}" width="${width}%" height="7"/></g>`;
}

function guaranteeTable(one: Report, two: Report): Markup {
  const ids = [...new Set([...one.verdicts, ...two.verdicts].map(({ id }) => id))];
  const rows = ids.map((id) => {
    const sides = [one, two].map(({ verdicts }) => verdicts.find((verdict) => verdict.id === id));
    const [a, b] = sides.map((verdict) => verdict?.measuredMs);
    return [
      html`<th scope="row">${id}</th>`,
      html`<td${sortedBy(sides.find((verdict) => verdict?.limitMs !== undefined)?.limitMs)}>${limitsOf(sides)}</td>`,
      ...sides.map((verdict) => verdictCell(verdict)),
      html`<td class="text">${a === undefined || b === undefined ? "" : differenceWords(a, b)}</td>`,
    ];
  });
  return tableOf("Guarantees of both runs", ["guarantee", "limit", "A", "B", "B against A"], rows);
}

function limitsOf(verdicts: readonly (Report["verdicts"][number] | undefined)[]): string {
  const limits = verdicts.flatMap((verdict) => (verdict?.limitMs === undefined ? [] : [formatMs(verdict.limitMs)]));
  return [...new Set(limits)].join("; ");
}

function verdictCell(verdict: Report["verdicts"][number] | undefined): Markup {
  if (verdict === undefined) return html`<td class="quiet">not promised</td>`;
  const { outcome, measuredMs } = verdict;
  return html`<td${sortedBy(measuredMs?.[0])}>${outcomeMark(outcome)}${ownLimitsMark([verdict])}<div>${measuredMs === undefined ? "" : describeBounds(measuredMs)}</div></td>`;
}

/** "longer by 120 ms to 1.20 s", or that the bounds do not show which one was. */
export function differenceWords(first: Bounds, second: Bounds): string {
  const [least, most] = differenceOfBounds(first, second);
  if (least !== null && least > 0) return `longer by ${describeBounds([least, most])}`;
  if (most !== null && most < 0) return `shorter by ${describeBounds([-most, least === null ? null : -least])}`;
  return "not told apart";
}
