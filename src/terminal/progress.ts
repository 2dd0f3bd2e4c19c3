import { stamped } from "../live/countdown.ts";
import { describeEvent, describeWhole } from "../live/event-line.ts";
import { TroubleTeller } from "../live/trouble.ts";
import type { JournalEvent } from "../model/event.ts";
import type { Sample } from "../model/sample.ts";
import { liveView } from "./live-view.ts";
import { plainView } from "./plain-view.ts";
import { terminalOf } from "./terminal.ts";
import { printLine, type View, type ViewOptions } from "./view.ts";

/** Shows a person how a run goes; gets the same events and samples as the journal. */
export interface Progress {
  event(event: JournalEvent): void;
  samples(samples: readonly Sample[]): void;
  stop(): void;
}

/** How often it is looked whether lanes went out or came back, milliseconds. */
const troubleMs = 1_000;

/**
 * A view that is drawn anew on a terminal, plain lines anywhere else, nothing but errors where it shall be quiet. One at
 * a time: the next is started when this one was stopped.
 */
export function startProgress(options: ViewOptions): Progress {
  const { live, now, title, verbosity } = options;
  const view = viewOf(options);
  const tell = (at: number, text: string) => {
    live.told({ at, text });
    view?.line(stamped(title, at, text));
  };
  const trouble = new TroubleTeller(verbosity === "verbose");
  const look = () => {
    for (const text of trouble.lines(live.now(now()))) tell(now(), text);
  };
  const timer = setInterval(look, troubleMs);
  return {
    event: (event) => {
      live.event(event);
      const text = verbosity === "verbose" ? describeWhole(event) : describeEvent(event);
      if (text === undefined) return;
      tell(event.at, text);
      if (view === undefined && event.type === "error") printLine(options.stream, stamped(title, event.at, text));
    },
    samples: (samples) => live.samples(samples),
    stop: () => {
      clearInterval(timer);
      view?.stop();
    },
  };
}

function viewOf(options: ViewOptions): View | undefined {
  if (options.verbosity === "quiet") return undefined;
  return terminalOf(options.stream).live ? liveView(options) : plainView(options);
}
