import { formatMs } from "../../model/duration.ts";
import { plainText } from "../../model/plain-text.ts";
import { terminalOf } from "../../terminal/terminal.ts";
import type { Step } from "./step.ts";
import type { StepListener } from "./step-runner.ts";

/** A sign of life where lines are all that can be shown. */
const HEARTBEAT_MS = 30_000;
const REDRAW_MS = 1_000;

/** Shows steps as lines on a stream; `stop` ends the signs of life. */
export interface StepLines extends StepListener {
  stop(): void;
}

/**
 * A line at start and end of each step; between them a line that is redrawn on a terminal, or one every 30 s elsewhere.
 */
export function stepLines(stream: NodeJS.WriteStream): StepLines {
  const running = new Map<Step, { since: number; note: string }>();
  const begun = performance.now();
  const { live } = terminalOf(stream);
  const clear = (): void => void (live && stream.write("\r\u001b[K"));
  const print = (text: string): void => {
    clear();
    stream.write(`[${clock(performance.now() - begun)}] ${plainText(text)}\n`);
  };
  const alive = (): void => {
    if (running.size === 0) return;
    const text = [...running].map(([step, { since, note }]) => describe(step, performance.now() - since, note));
    if (live) stream.write(`\r\u001b[K  … ${plainText(text.join(" · "))}`.slice(0, terminalOf(stream).width - 1));
    else print(`… ${text.join(" · ")}`);
  };
  const timer = setInterval(alive, live ? REDRAW_MS : HEARTBEAT_MS);
  return {
    started(step) {
      running.set(step, { since: performance.now(), note: "" });
      print(`${step.title} …`);
    },
    note(step, text) {
      const state = running.get(step);
      if (state !== undefined) state.note = text;
    },
    ended(step, { outcome, detail, durationMs }) {
      running.delete(step);
      print(`✓ ${step.title}: ${detail}${outcome === "done" ? ` (${formatMs(durationMs)})` : ""}`);
    },
    failed(step) {
      running.delete(step);
      print(`✗ ${step.title}`);
    },
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}

function describe(step: Step, elapsedMs: number, note: string): string {
  return `${step.title}${note === "" ? "" : `: ${note}`} (${clock(elapsedMs)})`;
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
