import type { ComparedFigure } from "../../comparison/comparison.ts";
import { html, type Markup } from "../page/markup.ts";
import { describeInterval } from "./words.ts";

const [width, height] = [180, 24];

/**
 * An effect as a picture: the interval as a line, the estimate as a box on it, 0 as a solid line and the tolerance as a
 * dashed one on either side. An end that nothing bounds leaves the picture.
 */
export function effectPicture(figure: Pick<ComparedFigure, "interval" | "estimate" | "tolerance" | "unit">): Markup {
  const { interval, estimate, tolerance } = figure;
  const ends = [...interval, ...estimate, tolerance[1], -(tolerance[1] ?? 0)].filter((end) => end !== null);
  const most = Math.max(1e-9, ...ends.map(Math.abs)) * 1.15;
  const x = (value: number | null, otherwise: number) =>
    Number((value === null ? otherwise : ((value + most) / (2 * most)) * width).toFixed(1));
  const [low, high] = [x(interval[0], 0), x(interval[1], width)];
  const [from, to] = [x(estimate[0], 0), x(estimate[1], width)];
  const limits = [tolerance[0], -(tolerance[0] ?? 0)].map(
    (limit) =>
      html`<line class="grid" stroke-dasharray="3 2" x1="${x(limit, 0)}" x2="${x(limit, 0)}" y1="0" y2="${height}"/>`,
  );
  return html`<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${describeInterval(figure)}"><line class="axis" stroke="currentColor" x1="${width / 2}" x2="${width / 2}" y1="0" y2="${height}"/>${limits}<line stroke="currentColor" stroke-width="1.5" x1="${low}" x2="${high}" y1="12" y2="12"/><rect class="one" x="${from}" y="8" width="${Math.max(3, Number((to - from).toFixed(1)))}" height="8"/></svg>`;
}
