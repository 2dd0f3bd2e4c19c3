import type { ChalkInstance } from "chalk";
import { cellCharacters, laneMarks, runsOf } from "../live/cells.ts";
import type { Cell, LaneState, LiveLane } from "../live/live-snapshot.ts";
import { formatMs } from "../model/duration.ts";
import { plainText } from "../model/plain-text.ts";
import type { FrameSize } from "./frame-size.ts";
import { cut, pad, widestOf } from "./layout.ts";
import { lineOf, type Span } from "./spans.ts";

/** A strip of fewer cells shows nothing that moves. */
const shortestStrip = 8;

/** Lanes as lines, in their order, as far as there is room; the last line says how many are not shown, and of which kind. */
export function laneLines(lanes: readonly LiveLane[], { width, height }: FrameSize, color: ChalkInstance): string[] {
  if (height <= 0 || lanes.length === 0) return [];
  const shown = lanes.length <= height ? lanes : lanes.slice(0, height - 1);
  const sizes = sizesOf(lanes, width);
  const lines = shown.map((lane) => laneLine(lane, sizes, width, color));
  const hidden = lanes.slice(shown.length);
  if (hidden.length === 0) return lines;
  const well = hidden.every(({ state }) => state === "ok") ? "all ok" : kinds(hidden);
  return [...lines, lineOf([{ text: `  and ${hidden.length} more: ${well}`, paint: color.dim }], width)];
}

interface Sizes {
  readonly name: number;
  readonly strip: number;
}

/** Names get what they need up to two fifths, words get the same; the strip has the rest. */
function sizesOf(lanes: readonly LiveLane[], width: number): Sizes {
  const name = Math.min(widestOf(lanes.map(({ lane }) => plainText(lane))), Math.max(8, Math.floor(width * 0.36)));
  const words = Math.min(34, Math.floor(width * 0.36));
  const strip = width - 2 - name - 1 - 1 - words;
  return { name, strip: strip < shortestStrip ? 0 : strip };
}

function laneLine(lane: LiveLane, { name, strip }: Sizes, width: number, color: ChalkInstance): string {
  const paint = { ok: color.green, degraded: color.yellow, out: color.red, quiet: color.dim }[lane.state];
  const was = lane.state === "out" || lane.longestOutMs === 0 ? "" : `, was out ${formatMs(lane.longestOutMs)}`;
  return lineOf(
    [
      { text: laneMarks[lane.state], paint },
      { text: " " },
      { text: `${pad(shortName(plainText(lane.lane), name), name)} ` },
      ...(strip === 0 ? [] : [...stripSpans(lane.cells, strip, color), { text: " " }]),
      { text: lane.text, ...(lane.state === "out" ? { paint: color.red } : {}) },
      { text: was, paint: color.dim },
    ],
    width,
  );
}

/** A lane's name, its middle left out where it is too long: its ends tell it from others. */
function shortName(name: string, width: number): string {
  const tail = [...name].slice(-Math.floor(width / 2)).join("");
  const short = cut(name, width - Math.floor(width / 2)) + tail;
  const fits = widestOf([name]) <= width || widestOf([short]) > width;
  return fits ? cut(name, width) : short;
}

/** The last cells, one span for each run of the same kind, the newest at the right. */
function stripSpans(cells: readonly Cell[], width: number, color: ChalkInstance): Span[] {
  const last = cells.slice(-width);
  const runs = runsOf(last).map(({ cell, length }) => ({
    text: cellCharacters[cell].repeat(length),
    paint: cellPaint(cell, color),
  }));
  return [{ text: " ".repeat(width - last.length) }, ...runs];
}

function cellPaint(cell: Cell, color: ChalkInstance): (text: string) => string {
  if (cell === "failed" || cell === "unknown") return color.red;
  if (cell === "part" || cell === "slow") return color.yellow;
  return cell === "none" ? color.dim : color.green;
}

function kinds(lanes: readonly LiveLane[]): string {
  const count = (state: LaneState, word: string) => {
    const many = lanes.filter((lane) => lane.state === state).length;
    return many === 0 ? [] : [`${many} ${word}`];
  };
  return [
    ...count("out", "out"),
    ...count("degraded", "in part"),
    ...count("quiet", "waiting"),
    ...count("ok", "ok"),
  ].join(", ");
}
