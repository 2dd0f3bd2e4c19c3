import type { CourseState } from "../../model/course.ts";

/** Where each state is drawn in a row, top and height: its height tells it, its colour only repeats that. */
export const places: Readonly<Record<CourseState, readonly [top: number, height: number]>> = {
  ok: [8, 4],
  slow: [6, 8],
  unknown: [3, 14],
  failed: [1, 18],
  unobserved: [4, 12],
};

/** States in the order in which they are drawn: what went wrong comes last, so that nothing hides it. */
export const drawnStates: readonly CourseState[] = ["unobserved", "ok", "slow", "unknown", "failed"];

/** The state that a text names; `unobserved` where it names none. */
export function stateOf(text: string): CourseState {
  return Object.hasOwn(places, text) ? (text as CourseState) : "unobserved";
}

/** A time in a state. */
export interface DrawnSpan {
  readonly from: number;
  readonly to: number;
  readonly state: string;
}

/** A picture of a time: what it shows, how wide it is, and how wide a box in it is at least; the latter in one unit. */
export interface Canvas {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** Whole steps of this are where boxes begin and end, outwards. */
  readonly step: number;
  readonly least: number;
}

/** A box of a row, from and to in the canvas' unit. */
export type Box = readonly [from: number, to: number];

/**
 * The boxes of one state of a row. However much time a unit stands for, each span that the canvas shows is in a box,
 * and no box is narrower than `least`; boxes that touch are one.
 */
export function drawnBoxes(spans: readonly DrawnSpan[], state: CourseState, canvas: Canvas): Box[] {
  const { from, to, width, step, least } = canvas;
  const scale = width / Math.max(1e-9, to - from);
  const boxes: [number, number][] = [];
  for (const span of spans) {
    if (span.to < from || span.from > to || stateOf(span.state) !== state) continue;
    const left = Math.max(0, Math.floor(((span.from - from) * scale) / step) * step);
    const right = Math.min(width, Math.ceil(((span.to - from) * scale) / step) * step);
    const begin = Math.max(0, Math.min(left, width - least));
    const end = Math.max(right, begin + Math.min(least, width));
    const last = boxes.at(-1);
    if (last !== undefined && begin <= last[1]) last[1] = Math.max(last[1], end);
    else boxes.push([begin, end]);
  }
  return boxes;
}

/** Boxes as one path, in the place of their state. */
export function boxesPath(boxes: readonly Box[], state: CourseState): string {
  const [top, height] = places[state];
  const short = (value: number) => Math.round(value * 100) / 100;
  return boxes
    .map(([from, to]) => `M${short(from)} ${top}h${short(to - from)}v${height}h-${short(to - from)}z`)
    .join("");
}
