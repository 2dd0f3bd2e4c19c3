import { describeCounts, percent, wholePercent } from "../../analysis/statistics/format.ts";
import type { OutageEdge } from "../../model/course.ts";
import { formatMs } from "../../model/duration.ts";
import type { Report } from "../../model/report.ts";
import type { ReporterInput } from "../../model/reporter.ts";
import { html, type Markup } from "./markup.ts";
import { momentLink } from "./moment-link.ts";
import { shownLanes } from "./shown-lanes.ts";
import { type Cell, count, folded, numbers, sortableTable } from "./tables.ts";
import { rangeInWords, sentence } from "./words.ts";

/** More rows than these are folded until they are asked for. */
const mostOpen = 12;

/** Every outage of every lane, with the attempts at its ends. */
export function outageSection({ series, course }: Pick<ReporterInput, "series" | "course">): Markup {
  const rows = shownLanes(series, course).flatMap(({ own: { lane }, outages }) =>
    outages.map(({ from, to, atLeastMs, atMostMs, attempts, errors, first, last }): Cell[] => [
      lane,
      { shown: rangeInWords([atLeastMs, atMostMs]), by: atLeastMs },
      { shown: momentLink(from), by: from },
      to === null ? { shown: "still out", by: Number.MAX_SAFE_INTEGER } : { shown: momentLink(to), by: to },
      edge(first),
      edge(last),
      count(attempts),
      describeCounts(errors),
    ]),
  );
  const columns = [
    "lane",
    numbers("out for"),
    numbers("not before"),
    numbers("not after"),
    "first failure",
    "last failure",
    numbers("attempts"),
    "by error",
  ];
  const body =
    rows.length === 0
      ? html`<p>No lane was ever out.</p>`
      : sortableTable({ caption: "All outages of all lanes", columns, rows });
  return folded(
    "outages",
    html`Outages <span class="quiet">${rows.length}</span>`,
    body,
    rows.length > 0 && rows.length <= mostOpen,
  );
}

function edge({ at, error }: OutageEdge): Cell {
  return { shown: html`${momentLink(at)}: ${error}`, by: at };
}

/** The figures of every lane over the whole run, and what the machine was like. */
export function figureSections({ stretches, machine, prober, findings, slowerThanStock, settings }: Report): Markup {
  const lanes = (stretches[0]?.lanes ?? []).map((lane): Cell[] => [
    lane.lane,
    count(lane.attempts),
    count(lane.failed + lane.unknown),
    time(lane.latencyMs?.p50),
    time(lane.latencyMs?.p99),
    time(lane.latencyMs?.max),
    lane.availability === null
      ? ""
      : { shown: `${(100 * lane.availability["1s"]).toFixed(2)} %`, by: lane.availability["1s"] },
    count(lane.outageCount),
    describeCounts(lane.errors),
  ]);
  const stretch = machine.stretches.map((one): Cell[] => [
    one.name,
    { shown: html`${momentLink(one.from)} to ${momentLink(one.to)}`, by: one.from },
    [one.carried, ...one.reasons].join(": "),
    share(one.machineCpuShare),
    share(one.cpuWaitShare),
    share(one.stolenShare),
    share(one.pressure.io),
    share(one.pressure.memory),
  ]);
  const late = prober.lateStartMs;
  const own = `${prober.attempts.toLocaleString("en-US")} attempts${late === null ? "" : `, begun late by p50 ${late.p50} ms, p99 ${late.p99} ms, at most ${late.max} ms`}; the prober used ${percent(prober.cpuShare, 1)} of a core and at most ${prober.memoryMb} MB.`;
  return html`${findings.length === 0 ? "" : html`<section aria-labelledby="findings-title"><h2 id="findings-title">What the lanes say together</h2><ul class="plain">${findings.map((finding) => html`<li>${finding}</li>`)}</ul>${findings.length > 5 ? html`<p class="on-paper">and ${findings.length - 5} more in the page</p>` : ""}</section>`}${folded(
    "lane-figures",
    "Lanes in figures",
    [
      sortableTable({
        caption: "Every lane over the whole run",
        columns: [
          "lane",
          numbers("attempts"),
          numbers("without success"),
          numbers("p50"),
          numbers("p99"),
          numbers("slowest"),
          numbers("within 1 s"),
          numbers("outages"),
          "errors",
        ],
        rows: lanes,
      }),
    ],
  )}${folded("machine", "Prober and machine", [
    html`<p>${own} ${sentence(machine.stolen)}</p>`,
    sortableTable({
      caption: "The machine in each stretch of the run",
      columns: [
        "stretch",
        numbers("when"),
        "could carry it",
        numbers("CPU in use"),
        numbers("waited for CPU"),
        numbers("taken by the host"),
        numbers("waited for disk"),
        numbers("for memory"),
      ],
      rows: stretch,
    }),
  ])}${slowerThanStock.length === 0 || settings === null ? "" : html`<p>Slower than stock: ${slowerThanStock.map(({ setting, valueMs, stockMs }) => `${setting} is ${formatMs(valueMs)}, stock is ${formatMs(stockMs)}`).join("; ")}.</p>`}`;
}

function time(ms: number | undefined): Cell {
  return ms === undefined ? "" : { shown: formatMs(ms), by: ms };
}

function share(value: number | null): Cell {
  return value === null ? "" : { shown: wholePercent(value), by: value };
}
