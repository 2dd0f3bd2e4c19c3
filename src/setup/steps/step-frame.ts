import type { ChalkInstance } from "chalk";
import { clockText } from "../../live/clock-text.ts";
import type { FrameSize } from "../../terminal/frame-size.ts";
import { pad, widestOf } from "../../terminal/layout.ts";
import { bar, lineOf } from "../../terminal/spans.ts";
import type { StepPart } from "./step.ts";

/** A step that is at work. */
export interface RunningStep {
  readonly title: string;
  /** What it is doing, in a few words; empty where it does not say. */
  readonly note: string;
  readonly part?: StepPart | undefined;
  readonly elapsedMs: number;
}

/** How far a setup is. */
export interface SetupState {
  readonly elapsedMs: number;
  /** Steps that are there or done, of all that are known by now. */
  readonly done: number;
  readonly all: number;
  readonly running: readonly RunningStep[];
}

/** Columns of a bar, where there is room for one. */
const barWidth = 20;

/** A setup as lines for a terminal, at most so many and so wide: how far all is, then a line with a bar for each step at work. */
export function stepFrame(state: SetupState, { width, height }: FrameSize, color: ChalkInstance): string[] {
  if (state.running.length === 0) return [];
  const { done, all, elapsedMs } = state;
  const shown = width >= 60 ? `${bar(done / Math.max(1, all), barWidth)} ` : "";
  const head = lineOf(
    [{ text: shown, paint: color.dim }, { text: `${done} of ${all} steps` }, { text: ` · ${clockText(elapsedMs)}` }],
    width,
  );
  const titles = Math.min(widestOf(state.running.map(({ title }) => title)), Math.floor(width / 3));
  return [head, ...state.running.map((step) => stepLine(step, titles, width, color))].slice(0, Math.max(1, height));
}

/** What a step at work does, on one line without a bar: "Kubernetes 1.37.2: compiling, 812 of 1534 packages (03:12)". */
export function stepWords({ title, note, part, elapsedMs }: RunningStep): string {
  const words = [note, partWords(part)].filter((text) => text !== "").join(", ");
  return `${title}${words === "" ? "" : `: ${words}`} (${clockText(elapsedMs)})`;
}

function stepLine(step: RunningStep, titles: number, width: number, color: ChalkInstance): string {
  const { title, note, part, elapsedMs } = step;
  const drawn = part === undefined || width < 60 ? "" : `${bar(part.done / Math.max(1, part.all), barWidth)} `;
  const words = [partWords(part), clockText(elapsedMs), note].filter((text) => text !== "").join(" · ");
  return lineOf(
    [{ text: `${pad(title, titles)} `, paint: color.bold }, { text: drawn, paint: color.green }, { text: words }],
    width,
  );
}

function partWords(part: StepPart | undefined): string {
  return part === undefined ? "" : `${part.done} of ${part.all} ${part.what}`;
}
