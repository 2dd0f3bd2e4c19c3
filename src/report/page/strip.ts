import type { CourseState } from "../../model/course.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { type Axis, width } from "./axis.ts";
import { boxesPath, type DrawnSpan, drawnBoxes, drawnStates } from "./drawn-boxes.ts";
import { html, type Markup } from "./markup.ts";
import { ticksOf } from "./ticks.ts";

/** Height of a row of the timeline, pixels. */
export const rowHeight = 20;

/** Fills where style sheets are not obeyed. */
const fills: Readonly<Record<CourseState, string>> = {
  ok: "#2a9d8f",
  slow: "#e69f00",
  unknown: "url(#hatch-unknown)",
  failed: "#c8400a",
  unobserved: "url(#hatch-unobserved)",
};

/** Paths of spans, one for each state; an edge in the style sheet keeps boxes visible where the picture is narrow. */
export function statePaths(spans: readonly DrawnSpan[], { from, to }: Axis, step = 0.1): Markup[] {
  return drawnStates.flatMap((state) => {
    const boxes = drawnBoxes(spans, state, { from, to, width, step, least: 2 });
    if (boxes.length === 0) return [];
    return [html`<path class="s-${state}" fill="${fills[state]}" d="${boxesPath(boxes, state)}"/>`];
  });
}

/** A rectangle as a path. */
export function box(from: number, to: number, top: number, height: number): string {
  return `M${from} ${top}H${to}v${height}H${from}z`;
}

/** When a fault was there. */
type HeldFault = Pick<FaultRecord, "injectingAt" | "activeAt" | "healedAt" | "sustained">;

/** What lies behind every row: round moments, and the times in which faults were held. */
export function backdrop(axis: Axis, faults: readonly HeldFault[], height: number): Markup {
  const grid = ticksOf(axis)
    .map((tick) => `M${axis.x(tick)} 0V${height}`)
    .join("");
  const held = faults.flatMap((fault) => {
    const from = fault.injectingAt;
    if (from === undefined) return [];
    const to = fault.healedAt ?? (fault.sustained ? axis.to : (fault.activeAt ?? from));
    return [{ from: axis.x(from), to: axis.x(to) }];
  });
  const bands = held.map(({ from, to }) => box(from, to, 0, height)).join("");
  const edges = held.map(({ from, to }) => `M${from} 0V${height}M${to} 0V${height}`).join("");
  return html`<path class="grid" d="${grid}"/><path class="band" fill="#3b6ea5" fill-opacity=".16" d="${bands}"/><path class="edge" stroke="#3b6ea5" d="${edges}"/>`;
}

/** A picture that is stretched to the width that there is; what is told in percent beside it is not. */
export function picture(
  words: { readonly title: string; readonly text: string },
  stretched: Content,
  still: Content = "",
  height = rowHeight,
): Markup {
  return html`<svg role="img" width="100%" height="${height}"><title>${words.title}</title><desc>${words.text}</desc><svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" width="100%" height="${height}">${stretched}</svg>${still}</svg>`;
}
type Content = Parameters<typeof html>[1];

/** Patterns that pictures fill with. */
export const patterns: Markup = html`<svg width="0" height="0" aria-hidden="true" class="patterns"><defs><pattern id="hatch-unknown" width="12" height="6" patternUnits="userSpaceOnUse"><path class="p-unknown" fill="#8a3d8f" d="M0 0h12v2H0z"/></pattern><pattern id="hatch-unobserved" width="10" height="10" patternUnits="userSpaceOnUse"><path class="p-unobserved" stroke="#8c8c8c" stroke-width="1.6" d="M0 10L10 0M-2 2L2 -2M8 12L12 8"/></pattern><pattern id="lines" width="10" height="4" patternUnits="userSpaceOnUse"><path class="p-lines" fill="#3b6ea5" d="M0 0h10v2H0z"/></pattern><pattern id="dots" width="14" height="7" patternUnits="userSpaceOnUse"><path class="p-dots" fill="#3b6ea5" d="M0 0h6v3H0zM7 3.5h6v3H7z"/></pattern><pattern id="possible" width="12" height="12" patternUnits="userSpaceOnUse"><path class="p-possible" stroke-width="3" d="M0 12L12 0M-3 3L3 -3M9 15L15 9"/></pattern></defs></svg>`;
