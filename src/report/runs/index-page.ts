import { dayOf, groupRuns, isFlaky, type RunRow, versionOf } from "../../analysis/runs/group-runs.ts";
import { counted } from "../../analysis/statistics/format.ts";
import type { RunIndex } from "../../model/listed-run.ts";
import { plainTexts } from "../../model/plain-text.ts";
import { html, type Markup } from "../page/markup.ts";
import { countMarks, countOutcomes, documentOf, flakyMark } from "./document.ts";
import { matrixOf } from "./matrix.ts";
import { rowDetails } from "./row-details.ts";

/**
 * Several runs on one page of HTML: scenarios against versions and against days, medians with their spread, what is
 * flaky, trends, and every run with the address of its page. Pure: the same runs give the same text.
 */
export function indexPage(index: RunIndex): string {
  const { runs, unread } = plainTexts(index);
  const rows = groupRuns(runs);
  const body = html`<main>
<h1>${counted(runs.length, "run")} of ${counted(new Set(rows.map(({ scenario }) => scenario)).size, "scenario")}</h1>
<p>${countMarks(countOutcomes(runs.map(({ digest }) => digest.outcome)))}${period(runs.map(dayOf))}</p>
${flakyList(rows)}
<h2>By Kubernetes version</h2>
${matrixOf("Scenarios by Kubernetes version", rows, versionOf, true)}
${howToRead}
<h2>By day</h2>
${matrixOf("Scenarios by day of the run, UTC", rows, dayOf, false)}
<h2>Each scenario</h2>
${rows.map(rowDetails)}
${unreadList(unread)}
</main>`;
  return `${documentOf("Runs of kind-chaos", body)}\n`;
}

const howToRead = html`<p class="quiet">Every length of time is bounds, so a median is, too: the median of the lower bounds to that of the upper ones, and nothing narrower is known. In a trend each bar is a run, from its lower to its upper bound, oldest left; the dashed line is the limit. One line under a bar: inconclusive; two: fail. Flaky: on one version of Kubernetes some runs passed and some failed. Over time: where a new level begins, told from chance at 1 % (Pettitt 1979, with Gehan's scores, by random orders; runs whose own assumptions did not hold do not count). Intervals: median from 6 runs on and 95th percentile from 59 on by order statistics (Conover 1999), shares by Clopper and Pearson (1934).</p>`;

function period(days: readonly string[]): string {
  const [first, last] = [days.toSorted()[0], days.toSorted().at(-1)];
  return first === last ? `${first ?? ""}` : `${first} to ${last}`;
}

function flakyList(rows: readonly RunRow[]): Markup | undefined {
  const flaky = rows.flatMap((row, index) => (isFlaky(row.runs) ? [{ ...row, index }] : []));
  if (flaky.length === 0) return undefined;
  const links = flaky.map(
    ({ scenario, on, index }) =>
      html`<li><a href="#row-${index + 1}">${scenario}</a> <span class="quiet">${on}</span></li>`,
  );
  return html`<p>${flakyMark} passed and failed on the same version:</p><ul>${links}</ul>`;
}

function unreadList(unread: RunIndex["unread"]): Markup | undefined {
  if (unread.length === 0) return undefined;
  const lines = unread.map(({ folder, problem }) => html`<li>${folder}: ${problem}</li>`);
  return html`<h2>Not read</h2><ul>${lines}</ul>`;
}
