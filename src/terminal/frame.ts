import type { ChalkInstance } from "chalk";
import stringWidth from "string-width";
import { clockText } from "../live/clock-text.ts";
import { leftInWords, phaseTime, shareOf } from "../live/countdown.ts";
import type { LiveSnapshot } from "../live/live-snapshot.ts";
import { lanesInWords } from "../live/trouble.ts";
import { faultLine } from "./fault-line.ts";
import type { FrameSize } from "./frame-size.ts";
import { laneLines } from "./lane-lines.ts";
import { cut } from "./layout.ts";
import { bar, lineOf } from "./spans.ts";

/** Below this the bar says nothing, columns. */
const shortestBar = 8;

/**
 * A run as lines for a terminal: at most `height` of them, each at most `width` columns. The first has the phase and the
 * countdown, whatever the size; faults follow, and lanes as far as there is room, those in trouble first.
 */
export function frame(snapshot: LiveSnapshot, { width, height }: FrameSize, color: ChalkInstance): string[] {
  const head = [phaseLine(snapshot, width, color), runLine(snapshot, width, color)].slice(0, Math.max(1, height));
  const room = Math.max(0, height - head.length);
  // Lanes in trouble are not pushed out by faults.
  const faults = snapshot.faults.slice(0, Math.ceil(room / 3)).map((fault) => faultLine(fault, width, color));
  return [...head, ...faults, ...laneLines(snapshot.lanes, { width, height: room - faults.length }, color)];
}

/** The countdown is never cut; the phase gets what is left of the line. */
function phaseLine(snapshot: LiveSnapshot, width: number, color: ChalkInstance): string {
  const left = cut(leftInWords(snapshot), width);
  const room = width - stringWidth(left) - 3;
  if (room < 1) return left;
  const time = ` ${phaseTime(snapshot.phase)}`;
  // The phase's name goes before its time.
  const nameRoom = Math.max(Math.min(room, 12), room - stringWidth(time));
  const phase = lineOf([{ text: snapshot.phase.name, paint: color.bold }], Math.min(room, nameRoom));
  const rest = room - stringWidth(phase) >= stringWidth(time) ? time : "";
  return `${phase}${rest} · ${left}`;
}

function runLine(snapshot: LiveSnapshot, width: number, color: ChalkInstance): string {
  const share = shareOf(snapshot);
  const [since, lanes] = [clockText(snapshot.at), lanesInWords(snapshot.lanes)];
  const barWidth = Math.min(40, width - stringWidth(since) - stringWidth(lanes) - 4);
  const drawn = share === undefined || barWidth < shortestBar ? "" : `${bar(share, barWidth)}  `;
  return lineOf(
    [
      { text: `${since}  ` },
      { text: drawn, paint: color.dim },
      { text: `${lanes}  ` },
      { text: snapshot.title, paint: color.dim },
    ],
    width,
  );
}
