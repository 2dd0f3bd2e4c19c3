import type { ReporterInput } from "../../model/reporter.ts";
import { axisOver, axisPicture } from "./axis.ts";
import { clusterRows } from "./cluster-rows.ts";
import { faultRows } from "./fault-rows.ts";
import { healthRows } from "./health-rows.ts";
import { laneRows } from "./lane-rows.ts";
import { html, type Markup } from "./markup.ts";
import type { PageData } from "./page-data.ts";
import { shareRows } from "./share-rows.ts";
import { statePaths } from "./strip.ts";
import { rowGroup } from "./timeline-row.ts";

const legend = [
  { state: "ok", words: "answered" },
  { state: "slow", words: "slow, or on its way" },
  { state: "failed", words: "failed, or out" },
  { state: "unknown", words: "write without an answer" },
  { state: "unobserved", words: "nobody looked" },
] as const;

/** All lanes, faults and what the cluster did on one axis, as pictures that need no script. */
export function timelineSection(data: PageData, input: Readonly<ReporterInput>): Markup {
  const { report, series, course } = input;
  const axis = axisOver(data.from, data.to);
  const picture = axisPicture(axis);
  const axisRow = html`<div class="row axis-row" aria-hidden="true"><span class="name">since the run's start</span><span class="track">${picture}</span><span class="figure"></span></div>`;
  return html`<section id="timeline" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline</h2><p class="legend">${legend.map(({ state, words }) => html`<span class="key"><svg width="26" height="20" viewBox="0 0 2000 20" preserveAspectRatio="none" aria-hidden="true">${statePaths([{ from: 0, to: 1, state }], axisOver(0, 1))}</svg> ${words}</span>`)}<span class="key"><svg width="26" height="20" aria-hidden="true"><rect class="band" width="26" height="20" fill="#3b6ea5" fill-opacity=".16"/><path class="edge" stroke="#3b6ea5" d="M.5 0V20M25.5 0V20"/></svg> a fault was there</span></p><div class="lanes" id="lanes">${axisRow}${rowGroup("Faults and steps", faultRows(report.faults, course.moments, data, axis))}${rowGroup(html`Lanes: what clients saw <span class="quiet">longest outage</span>`, laneRows(input, data, axis))}${rowGroup("Through the load balancer", shareRows(series, data, axis))}${rowGroup("The cluster", clusterRows(course.rows, data, axis))}${rowGroup("Prober and machine", healthRows(input, data, axis))}${axisRow}</div></section>`;
}
