import uPlot from "uplot";
import { formatMs } from "../../../../model/duration.ts";
import type { PageData } from "../../page-data.ts";
import { tickLabel, ticksOf } from "../../ticks.ts";
import { limitInWords } from "../../words.ts";
import type { Lane } from "../lane.ts";
import { latencyColumns, latencyRange } from "../latency-columns.ts";
import { exactMoment } from "../told.ts";
import { selected } from "../view.ts";
import { element } from "./elements.ts";
import type { Stage } from "./stage.ts";

const height = 260;

/** A picture of one lane's latencies under the timeline; `pick` shows another lane. */
export function addLatency(
  rows: HTMLElement,
  after: HTMLElement,
  stage: Stage,
  lanes: readonly Lane[],
  data: PageData,
): { pick(lane: Lane): void } {
  const choice = element(
    "select",
    { "aria-label": "Lane whose latency is shown" },
    ...lanes.map(({ name }) => element("option", { value: name }, name)),
  );
  const box = element("div", { class: "chart" });
  const told = element("p", { class: "quiet" });
  after.after(
    element(
      "section",
      { class: "latency", "aria-labelledby": "latency-title" },
      element("h3", { id: "latency-title" }, "Latency"),
      choice,
      box,
      told,
    ),
  );
  let plot: uPlot | undefined;
  const pick = (lane: Lane) => {
    choice.value = lane.name;
    plot?.destroy();
    plot = chart(box, lane, data, stage, marginsOf(rows));
    told.textContent = inWords(lane);
  };
  const redraw = () => {
    const lane = lanes.find(({ name }) => name === choice.value);
    if (lane !== undefined) pick(lane);
  };
  choice.addEventListener("change", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new ResizeObserver(() => {
    if (plot !== undefined && box.clientWidth > 0 && plot.width !== box.clientWidth) redraw();
  }).observe(box);
  stage.drawWith(() => plot?.setScale("x", { min: stage.view.from, max: stage.view.to }));
  const worst = lanes.toSorted((a, b) => longest(b) - longest(a))[0];
  if (worst !== undefined) pick(worst);
  return { pick };
}

function longest({ outages }: Lane): number {
  return outages.reduce((most, { atLeastMs }) => Math.max(most, atLeastMs + 1), 0);
}

function inWords({ limits, failures }: Lane): string {
  const told = limits.map(({ verdict, ms }) => `${limitInWords(ms)} (${verdict})`);
  const lines = told.length === 0 ? [] : [`dashed: the limits of its outages, ${told.join(", ")}`];
  const lost = failures.length === 0 ? [] : ["× an attempt without success, at the time that it took"];
  return ["The band reaches from the quickest to the slowest answer of each bin; logarithmic scale", ...lost, ...lines]
    .join("; ")
    .concat(".");
}

/** How far the tracks of the timeline are from its sides, pixels: where there is room the picture is as wide as they are. */
function marginsOf(rows: HTMLElement): { left: number; right: number } {
  const [all, track] = [rows.getBoundingClientRect(), (rows.querySelector(".track") ?? rows).getBoundingClientRect()];
  return { left: Math.max(64, track.left - all.left), right: Math.max(18, all.right - track.right) };
}

function chart(
  box: HTMLElement,
  lane: Lane,
  data: PageData,
  stage: Stage,
  margins: { left: number; right: number },
): uPlot {
  const columns = latencyColumns(lane, data.bins);
  const [low, high] = latencyRange(columns, lane.limits);
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis = {
    stroke: colour("--soft"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
    font: "11px system-ui, sans-serif",
  };
  const shownMs = (_: uPlot, value: number | null | undefined) =>
    value === null || value === undefined ? "–" : formatMs(value);
  const line = (label: string) => ({
    label,
    stroke: colour("--measured"),
    width: 1,
    points: { show: false },
    value: shownMs,
  });
  const options: uPlot.Options = {
    width: Math.max(200, box.clientWidth),
    height,
    padding: [8, margins.right, 0, 0],
    scales: { x: { time: false, min: stage.view.from, max: stage.view.to }, y: { distr: 3, range: [low, high] } },
    axes: [
      {
        ...axis,
        size: 28,
        space: 60,
        splits: (_plot, _axis, min, max) => ticksOf({ from: min, to: max }),
        values: (_plot, splits) => splits.map(tickLabel),
      },
      {
        ...axis,
        grid: { stroke: colour("--faint"), width: 1 },
        size: margins.left,
        values: (_plot, splits) => splits.map((ms) => (ms === null ? "" : ms < 1 ? `${ms} ms` : limitInWords(ms))),
      },
    ],
    series: [
      { label: "at", value: (_, value) => (value === null ? "–" : exactMoment(value)) },
      line("quickest"),
      line("slowest"),
      {
        label: "× without success",
        stroke: colour("--failed"),
        paths: () => null,
        points: { show: true, size: 7, paths: crosses },
        value: shownMs,
      },
    ],
    bands: [{ series: [2, 1], fill: `${colour("--measured")}33` }],
    cursor: { drag: { x: true, y: false, setScale: false } },
    legend: { live: true },
    hooks: {
      drawClear: [(plot) => drawFaults(plot, data, colour("--accent"))],
      draw: [(plot) => drawLimits(plot, lane, colour("--ink"), high)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          stage.show(selected(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"), stage.whole));
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
  const aligned = [columns.at, columns.least, columns.greatest, columns.lost] as unknown as uPlot.AlignedData;
  const plot = new uPlot(options, aligned, box);
  plot.root.setAttribute("role", "img");
  plot.root.setAttribute("aria-label", `Latency of ${lane.name} over time; the tables below have its figures`);
  return plot;
}

/** Attempts without success as crosses: no colour tells them alone. */
const crosses: uPlot.Series.Points.PathBuilder = (plot, series, first, last) => {
  const path = new Path2D();
  const [moments, values] = [plot.data[0], plot.data[series] ?? []];
  const arm = 3 * devicePixelRatio;
  for (let index = first; index <= last; index += 1) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    const x = plot.valToPos(moments[index] ?? 0, "x", true);
    const y = plot.valToPos(value, "y", true);
    path.moveTo(x - arm, y - arm);
    path.lineTo(x + arm, y + arm);
    path.moveTo(x - arm, y + arm);
    path.lineTo(x + arm, y - arm);
  }
  return { stroke: path, fill: null };
};

function drawFaults(plot: uPlot, { faults, to }: PageData, colour: string): void {
  const { ctx, bbox } = plot;
  for (const { injectingAt, activeAt, healedAt, sustained } of faults) {
    if (injectingAt === undefined) continue;
    const end = healedAt ?? (sustained ? to : (activeAt ?? injectingAt));
    const [left, right] = [injectingAt, end].map((ms) =>
      Math.max(bbox.left, Math.min(bbox.left + bbox.width, plot.valToPos(ms, "x", true))),
    ) as [number, number];
    ctx.fillStyle = `${colour}29`;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
}

function drawLimits(plot: uPlot, { limits }: Lane, colour: string, high: number): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  for (const ms of new Set(limits.map((limit) => limit.ms))) {
    if (ms > high) continue;
    const y = plot.valToPos(ms, "y", true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(`limit ${limitInWords(ms)}`, bbox.left + 6 * devicePixelRatio, y - 2 * devicePixelRatio);
  }
  ctx.restore();
}
