import { leftInWords, phaseTime, stamped } from "../live/countdown.ts";
import type { LiveSnapshot } from "../live/live-snapshot.ts";
import { lanesInWords, outInWords } from "../live/trouble.ts";
import { plainText } from "../model/plain-text.ts";
import { isGithubActions, workflowCommand } from "./ci-log.ts";
import { printLine, type View, type ViewOptions } from "./view.ts";

/** A sign of life, milliseconds: whoever reads a log must see that a long step lives, and what is left of it. */
export const heartbeatMs = 15_000;

/** Lines for a log, a pipe or a CI system; one more every 15 s that says where the run is and what is out. */
export function plainView({ stream, live, now, title, group }: Omit<ViewOptions, "others" | "verbosity">): View {
  const isGrouped = isGithubActions();
  if (isGrouped) stream.write(workflowCommand("group", plainText(title ?? group)));
  const line = (text: string) => printLine(stream, text);
  const heartbeat = setInterval(() => line(stamped(title, now(), heartbeatOf(live.now(now())))), heartbeatMs);
  return {
    line,
    stop: () => {
      clearInterval(heartbeat);
      if (isGrouped) stream.write(workflowCommand("endgroup", ""));
    },
  };
}

/** Where a run is, on one line: "… hold: calm 12 s of 20 s · about 2 min 5 s left · 14 lanes: 1 out: write/api/new …". */
export function heartbeatOf(snapshot: LiveSnapshot): string {
  const { phase, lanes } = snapshot;
  const watched = lanes.length === 0 ? [] : [`${lanesInWords(lanes)}${outInWords(lanes)}`];
  return [`… ${phase.name} ${phaseTime(phase)}`, leftInWords(snapshot), ...watched].join(" · ");
}
