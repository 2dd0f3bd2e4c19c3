import { clockText, secondsText } from "./clock-text.ts";
import type { LivePhase, LiveSnapshot } from "./live-snapshot.ts";

/** What is left, in words: "about 2 min 5 s left", "12 s longer than usual", "Ctrl-C ends it", "over: completed". */
export function leftInWords({ leftMs, ended }: Pick<LiveSnapshot, "leftMs" | "ended">): string {
  if (ended !== undefined) return `over: ${ended}`;
  if (leftMs === undefined) return "Ctrl-C ends it";
  return leftMs >= 0 ? `about ${secondsText(leftMs)} left` : `${secondsText(-leftMs)} longer than usual`;
}

/** How far the phase is, in words: "12 s", "12 s of 20 s", "12 s of at most 1 min 0 s". */
export function phaseTime({ sinceMs, ofMs, atMost }: LivePhase): string {
  if (ofMs === undefined) return secondsText(sinceMs);
  return `${secondsText(sinceMs)} of ${atMost ? "at most " : ""}${secondsText(ofMs)}`;
}

/** The share of a run that is over, 0 to 1; undefined where a person ends it. */
export function shareOf({ at, leftMs, ended }: Pick<LiveSnapshot, "at" | "leftMs" | "ended">): number | undefined {
  if (ended !== undefined) return 1;
  if (leftMs === undefined) return undefined;
  return at / Math.max(1, at + Math.max(0, leftMs));
}

/** A line of progress with when it was: "[02:07] steady state holds", "[3/12 etcd-majority 02:07] …". */
export function stamped(title: string | undefined, at: number, text: string): string {
  return `[${title === undefined ? "" : `${title} `}${clockText(at)}] ${text}`;
}
