import { columnsOf, isFlaky, type RunRow } from "../../analysis/runs/group-runs.ts";
import {
  figuresOf,
  type GuaranteeHistory,
  guaranteeHistories,
  tellingGuarantee,
} from "../../analysis/runs/guarantee-history.ts";
import { describeBounds } from "../../analysis/statistics/format.ts";
import type { ListedRun } from "../../model/listed-run.ts";
import { html, type Markup } from "../page/markup.ts";
import { countMarks, countOutcomes, flakyMark, sortedBy, tableOf } from "./document.ts";
import { sparkline } from "./sparkline.ts";

/** So many columns are wide enough; the older ones are told as one number. */
const mostColumns = 31;

/** The id of what is said about a row further down the page. */
export function rowId(index: number): string {
  return `row-${index + 1}`;
}

/**
 * A table of rows of runs against the columns that `columnOf` makes, the newest or highest first: how often each outcome
 * came, and the median of what was measured against the telling guarantee of the row, as bounds. At its end the trend of
 * each row, where `withTrend` is true.
 */
export function matrixOf(
  name: string,
  rows: readonly RunRow[],
  columnOf: (run: ListedRun) => string,
  withTrend: boolean,
): Markup {
  const all = columnsOf(
    rows.flatMap(({ runs }) => runs),
    columnOf,
  ).toReversed();
  const columns = all.slice(0, mostColumns);
  const left = all.length - columns.length;
  const body = rows.map(({ scenario, on, runs }, index) => {
    const telling = tellingGuarantee(guaranteeHistories(runs));
    const byColumn = Map.groupBy(runs, columnOf);
    return [
      html`<th scope="row"><a href="#${rowId(index)}">${scenario}</a><div class="small quiet">${on}</div></th>`,
      ...columns.map((column) => cell(byColumn.get(column) ?? [], telling)),
      ...(withTrend ? [trendCell(runs, telling)] : []),
    ];
  });
  const note =
    left === 0
      ? undefined
      : html`<p class="quiet">${left} earlier columns are left out; their runs are listed below.</p>`;
  return html`${tableOf(name, ["scenario", ...columns, ...(withTrend ? ["trend"] : [])], body)}${note}`;
}

function trendCell(runs: readonly ListedRun[], telling: GuaranteeHistory | undefined): Markup {
  const about =
    telling === undefined
      ? undefined
      : html`<div class="small quiet">measured: ${telling.id.replaceAll(",", ", ")}</div>`;
  // One run has no trend: a lone dot says less than nothing.
  return html`<td class="text">${runs.length > 1 ? sparkline(runs, telling) : undefined}${about}</td>`;
}

function cell(runs: readonly ListedRun[], telling: GuaranteeHistory | undefined): Markup {
  if (runs.length === 0) return html`<td class="quiet">–</td>`;
  const counts = countMarks(countOutcomes(runs.map(({ digest }) => digest.outcome)));
  const figures = telling === undefined ? undefined : figuresOf(telling, (run) => runs.includes(run));
  const median =
    figures?.medianMs === undefined
      ? undefined
      : html`<div class="small">${medianWords(figures.measured)}${describeBounds(figures.medianMs)}</div>`;
  return html`<td${sortedBy(figures?.medianMs?.[0] ?? undefined)}>${counts}${isFlaky(runs) ? flakyMark : undefined}${median}</td>`;
}

function medianWords(measured: number): string {
  return measured === 1 ? "" : `median of ${measured}: `;
}
