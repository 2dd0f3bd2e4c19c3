import { clockText } from "../../live/clock-text.ts";
import { formatMs } from "../../model/duration.ts";
import { frameSizeOf } from "../../terminal/frame-size.ts";
import { Screen } from "../../terminal/screen.ts";
import { colorsOf, terminalOf } from "../../terminal/terminal.ts";
import { printLine } from "../../terminal/view.ts";
import type { Step, StepPart } from "./step.ts";
import { stepFrame, stepWords } from "./step-frame.ts";
import type { StepListener } from "./step-runner.ts";

/** A sign of life where lines are all that can be shown. */
const HEARTBEAT_MS = 30_000;
const REDRAW_MS = 500;

/** Shows steps as lines on a stream; `stop` ends the signs of life. */
export interface StepLines extends StepListener {
  stop(): void;
}

/**
 * A line at start and end of each step; between them bars that are redrawn on a terminal, or a line every 30 s elsewhere.
 * `others` are streams that may be the same terminal.
 */
export function stepLines(stream: NodeJS.WriteStream, others: readonly NodeJS.WriteStream[] = []): StepLines {
  const running = new Map<Step, { since: number; note: string; part?: StepPart | undefined }>();
  let all = 0;
  let done = 0;
  const begun = performance.now();
  const state = () => {
    const at = performance.now();
    const steps = [...running].map(([{ title }, { since, ...step }]) => ({ title, ...step, elapsedMs: at - since }));
    return { elapsedMs: at - begun, done, all, running: steps };
  };
  const print = (text: string): void => printLine(stream, `[${clockText(performance.now() - begun)}] ${text}`);
  const alive = (): void => {
    if (running.size > 0) print(`… ${state().running.map(stepWords).join(" · ")}`);
  };
  const color = colorsOf(terminalOf(stream));
  const screen = terminalOf(stream).live
    ? new Screen(stream, others, () => stepFrame(state(), frameSizeOf(stream), color))
    : undefined;
  const timer =
    screen === undefined ? setInterval(alive, HEARTBEAT_MS) : setInterval(() => screen.refresh(), REDRAW_MS);
  return {
    planned(steps) {
      all += steps.length;
    },
    started(step) {
      running.set(step, { since: performance.now(), note: "" });
      print(`${step.title} …`);
    },
    note(step, note, part) {
      const { since } = running.get(step) ?? {};
      if (since !== undefined) running.set(step, { since, note, part });
    },
    ended(step, { outcome, detail, durationMs }) {
      running.delete(step);
      done += 1;
      print(`✓ ${step.title}: ${detail}${outcome === "done" ? ` (${formatMs(durationMs)})` : ""}`);
    },
    failed(step) {
      running.delete(step);
      print(`✗ ${step.title}`);
    },
    stop() {
      clearInterval(timer);
      screen?.close();
    },
  };
}
