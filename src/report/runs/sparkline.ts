import { type GuaranteeHistory, limitOf } from "../../analysis/runs/guarantee-history.ts";
import { describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { ListedRun } from "../../model/listed-run.ts";
import { html, type Markup } from "../page/markup.ts";

/** So many of the newest runs are drawn. */
const mostRuns = 40;

const step = 5;
const height = 36;
const margin = 3;

/**
 * How a row of runs developed, oldest left: for each run a bar from the lower to the upper bound of what was measured
 * against the guarantee, and its limit as a line. One that nothing bounds leaves the picture at the top, one that measured
 * nothing is a dot. A run that did not pass has a foot: two lines for fail, one for inconclusive.
 */
export function sparkline(runs: readonly ListedRun[], history: GuaranteeHistory | undefined): Markup {
  const drawn = runs.slice(-mostRuns);
  const measured = drawn.map((run) => history?.held.find((held) => held.run === run)?.verdict.measuredMs);
  const limitMs = history === undefined ? undefined : limitOf(history);
  const tops = measured.flatMap((bounds) => (bounds === undefined ? [] : [bounds[1] ?? bounds[0] * 1.2]));
  const top = Math.max(1, limitMs ?? 0, ...tops) * 1.05;
  const width = Math.max(drawn.length * step, 4 * step);
  const y = (ms: number) => Number((height - margin - 5 - (ms / top) * (height - 2 * margin - 5)).toFixed(1));
  const marks = drawn.map((run, index) => {
    const x = index * step + step / 2;
    const { outcome } = run.digest;
    const bounds = measured[index];
    const bar =
      bounds === undefined
        ? html`<circle cx="${x}" cy="${y(0)}" r="1.2"/>`
        : html`<path d="M${x} ${y(bounds[0]) + 0.5}V${bounds[1] === null ? 0 : y(bounds[1]) - 0.5}" stroke-width="3"/>`;
    const foot = { pass: "", inconclusive: `M${x - 2} ${height - 4}h4`, fail: `M${x - 2} ${height - 4}h4m-4 3h4` }[
      outcome
    ];
    const said = bounds === undefined ? "" : `, ${describeBounds(bounds)}`;
    const feet = foot === "" ? undefined : html`<path d="${foot}" stroke-width="1.5"/>`;
    return html`<g class="${outcome}"><title>${run.digest.startedAt}: ${outcome}${said}</title>${bar}${feet}</g>`;
  });
  const limit =
    limitMs === undefined ? undefined : html`<path class="limit" d="M0 ${y(limitMs)}H${width}" fill="none"/>`;
  return html`<svg class="spark" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${inWords(drawn, history, limitMs)}">${limit}${marks}</svg>`;
}

function inWords(
  runs: readonly ListedRun[],
  history: GuaranteeHistory | undefined,
  limitMs: number | undefined,
): string {
  const outcomes = runs.map(({ digest }) => digest.outcome).join(", ");
  const about = history === undefined ? "" : `, measured against ${history.id}`;
  return `the last ${runs.length} runs, oldest first: ${outcomes}${about}${limitMs === undefined ? "" : `, limit ${formatMs(limitMs)}`}`;
}
