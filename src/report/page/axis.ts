import { html, type Markup } from "./markup.ts";
import { tickLabel, ticksOf } from "./ticks.ts";

/** Widths of pictures are told in these units, whatever they are on a screen. */
export const width = 2_000;

/** Places moments of a time in a picture. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  /** Units from the left edge, 0 to `width`, for paths in a picture of that width. */
  x(ms: number): number;
  /** The same as a percentage, for what must not be stretched: "12.34%". */
  percent(ms: number): string;
}

/** An axis over a time, milliseconds. */
export function axisOver(from: number, to: number): Axis {
  const span = Math.max(1, to - from);
  const share = (ms: number) => Math.min(1, Math.max(0, (ms - from) / span));
  return {
    from,
    to,
    x: (ms) => Math.round(share(ms) * width * 100) / 100,
    percent: (ms) => `${Number((100 * share(ms)).toFixed(3))}%`,
  };
}

/** The axis itself with its labels. */
export function axisPicture(axis: Axis): Markup {
  const last = ticksOf(axis).at(-1) ?? 0;
  const labels = ticksOf(axis).map((tick) => {
    const anchor =
      axis.percent(tick) === "0%"
        ? "start"
        : axis.to - last < (axis.to - axis.from) / 40 && tick === last
          ? "end"
          : "middle";
    return html`<text x="${axis.percent(tick)}" y="12" text-anchor="${anchor}">${tickLabel(tick)}</text>`;
  });
  return html`<svg class="axis" width="100%" height="16" aria-hidden="true">${labels}</svg>`;
}
