import type { ReporterInput } from "../../model/reporter.ts";
import { applicationSection } from "./application-section.ts";
import { pageDataOf } from "./data-of.ts";
import { assumptionSection, consistencySection, evidenceSection } from "./evidence-tables.ts";
import { interactiveStyle } from "./interactive-style.ts";
import { figureSections, outageSection } from "./lane-tables.ts";
import { html, jsonMarkup, type Markup, ownMarkup } from "./markup.ts";
import { runInWords } from "./run-sentence.ts";
import { pageScripts } from "./scripts.ts";
import { patterns } from "./strip.ts";
import { style } from "./style.ts";
import { timelineSection } from "./timeline.ts";
import { top } from "./top.ts";
import { upgradeSection } from "./upgrade-tables.ts";
import type { Told } from "./verdict-sentence.ts";
import { waterfallSection } from "./waterfall.ts";

/** Nothing is asked of anybody: the page has all that it shows, and a browser that obeys this loads nothing else. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The whole page of a run, one file of HTML with its data (`PageData`) in the element of the id "data". */
export function renderPage({ report, series, course }: Readonly<ReporterInput>): string {
  const data = pageDataOf({ report, series, course });
  const told: Told = { report, course, outages: series.lanes };
  const body: Markup[] = [
    top(told, course),
    timelineSection(data, { report, series, course }),
    waterfallSection(report),
    upgradeSection(report),
    applicationSection(report),
    evidenceSection(report, course),
    consistencySection(told),
    outageSection({ series, course }),
    assumptionSection(report),
    figureSections(report),
  ];
  const scripts = pageScripts();
  const title = `${report.scenario}: ${report.outcome}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${title}</title><meta name="description" content="${runInWords(told).sentence}"><style>${ownMarkup(`${style}${interactiveStyle}${scripts.style}`)}</style></head>
<body><main>${patterns}${body}</main>
<script type="application/json" id="data">${jsonMarkup(data)}</script>
<script>${ownMarkup(scripts.uPlot)}</script>
<script>${ownMarkup(scripts.own)}</script>
</body></html>`.text;
}
