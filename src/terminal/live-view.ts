import { frame } from "./frame.ts";
import { frameSizeOf } from "./frame-size.ts";
import { Screen } from "./screen.ts";
import { colorsOf, terminalOf } from "./terminal.ts";
import { printLine, type View, type ViewOptions } from "./view.ts";

/** How often it is drawn anew, milliseconds: running times have tenths, and a drawing costs 1 ms. */
const refreshMs = 250;

/** A view at the bottom of a terminal that is drawn anew; lines appear above it and stay. */
export function liveView({ stream, others, live, now }: Omit<ViewOptions, "title" | "group" | "verbosity">): View {
  const color = colorsOf(terminalOf(stream));
  const screen = new Screen(stream, others, () => frame(live.now(now()), frameSizeOf(stream), color));
  const timer = setInterval(() => screen.refresh(), refreshMs);
  return {
    // By the screen's own hand: it goes above the view.
    line: (text) => printLine(stream, text),
    stop: () => {
      clearInterval(timer);
      screen.close();
    },
  };
}
