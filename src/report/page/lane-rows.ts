import { longestOutage } from "../../analysis/outages/outages.ts";
import { counted } from "../../analysis/statistics/format.ts";
import type { Outage } from "../../model/figures.ts";
import type { ReporterInput } from "../../model/reporter.ts";
import type { Axis } from "./axis.ts";
import { laneSpans } from "./lane-spans.ts";
import { html, type Markup } from "./markup.ts";
import { outageInWords } from "./outage-words.ts";
import type { PageData } from "./page-data.ts";
import { shownLanes } from "./shown-lanes.ts";
import { backdrop, picture, rowHeight, statePaths } from "./strip.ts";
import { timelineRow } from "./timeline-row.ts";
import { rangeInWords } from "./words.ts";

/** So many outages of a lane say what they are when they are pointed at; all are drawn. */
const mostTitles = 20;

/** A row for each lane: how it fared, its outages, and the longest of them in figures. */
export function laneRows({ report, series, course }: Readonly<ReporterInput>, data: PageData, axis: Axis): Markup[] {
  const figures = report.stretches[0]?.lanes ?? [];
  return shownLanes(series, course).map(({ own: lane, series: seen, outages }, index) => {
    const own = figures.find((figure) => figure.lane === lane.lane);
    const failed = own === undefined ? 0 : own.failed + own.unknown;
    const words = own === undefined ? "" : `${counted(own.attempts, "attempt")}, ${failed} without success`;
    const longest = longestOutage(outages);
    const text = [
      words,
      longest === undefined ? "never out" : `longest outage ${outageInWords(longest)}`,
      lane.unobserved.length === 0 ? "" : `${counted(lane.unobserved.length, "time")} in which nobody looked`,
    ];
    return timelineRow({
      name: lane.lane,
      picture: picture(
        { title: lane.lane, text: text.filter(Boolean).join("; ") },
        [backdrop(axis, data.faults, rowHeight), statePaths(laneSpans(seen, series, lane.unobserved), axis, 1)],
        outageMarks(outages, axis),
      ),
      lane: index,
      figure: longest === undefined ? "" : rangeInWords([longest.atLeastMs, longest.atMostMs]),
    });
  });
}

/** Where outages were, as targets that can be pointed at. */
function outageMarks(outages: readonly Outage[], axis: Axis): Markup[] {
  return outages.slice(0, mostTitles).map((outage) => {
    const [from, to] = [outage.from, outage.to ?? axis.to];
    const wide = Number.parseFloat(axis.percent(to)) - Number.parseFloat(axis.percent(from));
    return html`<rect class="outage" x="${axis.percent(from)}" y="0" width="${wide.toFixed(3)}%" height="${rowHeight}" fill="none" pointer-events="all"><title>Out for ${outageInWords(outage)}</title></rect>`;
  });
}
