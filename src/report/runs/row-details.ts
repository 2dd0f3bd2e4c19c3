import { columnsOf, dayOf, isFlaky, type RunRow, versionOf } from "../../analysis/runs/group-runs.ts";
import {
  figuresOf,
  type GuaranteeHistory,
  guaranteeHistories,
  type HistoryFigures,
  isFlakyGuarantee,
  limitOf,
} from "../../analysis/runs/guarantee-history.ts";
import { changesOf } from "../../analysis/runs/trend.ts";
import { counted, describeBounds, wholePercent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { ListedRun, RunDigest } from "../../model/listed-run.ts";
import { html, type Markup } from "../page/markup.ts";
import { countMarks, countOutcomes, flakyMark, outcomeMark, ownLimitsMark, sortedBy, tableOf } from "./document.ts";
import { rowId } from "./matrix.ts";

/**
 * Everything about one row of an index: its guarantees by version, and its runs with their pages. It is folded where all
 * passed; a link to what is in it unfolds it.
 */
export function rowDetails({ scenario, on, runs }: RunRow, index: number): Markup {
  const counts = countOutcomes(runs.map(({ digest }) => digest.outcome));
  const flaky = isFlaky(runs) ? flakyMark : undefined;
  return html`<details class="row-of-runs"${counts.pass === runs.length ? "" : html` open`}>
<summary>${scenario} <span class="small quiet">${on}, ${counted(runs.length, "run")}</span> ${countMarks(counts)}${flaky}</summary>
<div id="${rowId(index)}">${guaranteeTable(scenario, runs)}
<h3>Runs, newest first</h3>
${runTable(scenario, runs)}</div>
</details>`;
}

function guaranteeTable(scenario: string, runs: readonly ListedRun[]): Markup {
  const versions = columnsOf(runs, versionOf);
  const rows = guaranteeHistories(runs).map((history) => {
    const limitMs = limitOf(history);
    return [
      html`<th scope="row">${history.id.replaceAll(",", ", ")} ${isFlakyGuarantee(history, versionOf) ? flakyMark : undefined}</th>`,
      html`<td${sortedBy(limitMs)}>${limitMs === undefined ? "" : formatMs(limitMs)}</td>`,
      ...versions.map((version) => figuresCell(history, version)),
      trendCell(history),
    ];
  });
  if (rows.length === 0) return html`<p class="quiet">Nothing was promised.</p>`;
  return tableOf(
    `Guarantees of ${scenario} by Kubernetes version`,
    ["guarantee", "limit", ...versions, "over time"],
    rows,
  );
}

function figuresCell(history: GuaranteeHistory, version: string): Markup {
  const figures = figuresOf(history, (run) => versionOf(run) === version);
  const { outcomes, measured, medianMs, spreadMs, keptShare } = figures;
  const isAlone = measured === 1;
  const median =
    medianMs === undefined ? undefined : html`<div>${isAlone ? "" : "median "}${describeBounds(medianMs)}</div>`;
  const all =
    spreadMs === undefined || isAlone
      ? undefined
      : html`<div class="small quiet">all ${measured}: ${describeBounds(spreadMs)}</div>`;
  const told = outcomes.pass + outcomes.fail;
  // Of one run a share says nothing that the mark does not.
  const kept =
    told < 2
      ? undefined
      : html`<div class="small quiet">kept in ${wholePercent(keptShare[0])} to ${wholePercent(keptShare[1])} of runs</div>`;
  return html`<td${sortedBy(medianMs?.[0] ?? undefined)}>${countMarks(outcomes)}${median}${intervals(figures)}${all}${kept}</td>`;
}

/** What the runs are enough for to say of the distribution behind them. */
function intervals({ medianIntervalMs, p95Ms }: HistoryFigures): Markup[] {
  const lines = [
    { name: "median, 95 % certain", ends: medianIntervalMs },
    { name: "95th percentile", ends: p95Ms },
  ];
  return lines.flatMap(({ name, ends }) =>
    ends === undefined ? [] : [html`<div class="small quiet">${name}: ${describeBounds(boundsOf(ends))}</div>`],
  );
}

function boundsOf([low, high]: readonly [number, number]): readonly [number, number | null] {
  return [Math.max(0, low), Number.isFinite(high) ? high : null];
}

/** Since when what is measured is longer or shorter; nothing where no change can be told from chance. */
function trendCell(history: GuaranteeHistory): Markup {
  const lines = changesOf(history).map(({ since, longerMs: [least, most] }) => {
    const words =
      least >= 0
        ? `longer by ${describeBounds(boundsOf([least, most]))}`
        : `shorter by ${describeBounds(boundsOf([-most, -least]))}`;
    return html`<div>since ${dayOf(since)}: ${words}</div>`;
  });
  return html`<td class="text">${lines}</td>`;
}

function runTable(scenario: string, runs: readonly ListedRun[]): Markup {
  const rows = runs
    .toReversed()
    .map(({ digest, name, href }) => [
      html`<td>${href === "" ? name : html`<a href="${href}">${name}</a>`}</td>`,
      html`<td>${digest.startedAt.slice(0, 16).replace("T", " ")}</td>`,
      html`<td>${versionOf({ digest, name, href })}</td>`,
      html`<td>${outcomeMark(digest.outcome)}${ownLimitsMark(digest.verdicts)}</td>`,
      html`<td${sortedBy(digest.durationMs)}>${formatMs(digest.durationMs)}</td>`,
      html`<td class="text">${whyNotPassed(digest)}</td>`,
    ]);
  return tableOf(`Runs of ${scenario}`, ["run", "started, UTC", "Kubernetes", "outcome", "took", "why"], rows);
}

/** What broke, else what did not hold of the run itself, else what stayed open; nothing of a run that passed. */
function whyNotPassed({ outcome, verdicts, assumptions, errors, end }: RunDigest): string {
  if (outcome === "pass") return "";
  const broken = verdicts.filter((verdict) => verdict.outcome === "fail");
  const [first] = broken;
  if (first !== undefined) {
    const more = broken.length === 1 ? "" : `, and ${broken.length - 1} more broke`;
    return `${first.id}: ${first.summary}${more}`;
  }
  if (errors[0] !== undefined) return errors[0];
  const open = assumptions.find((one) => one.outcome !== "pass");
  if (open !== undefined) return `${open.name}: ${open.summary}`;
  const unclear = verdicts.find((verdict) => verdict.outcome !== "pass");
  return unclear === undefined ? end : `${unclear.id}: ${unclear.summary}`;
}
