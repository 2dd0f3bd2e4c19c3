import { formatMs } from "../model/duration.ts";
import type { LiveLane, LiveSnapshot } from "./live-snapshot.ts";

/** Names that a line has room for. */
const mostNames = 4;

/** How many lanes see what, in words: "2 of 14 lanes out, 1 failing in part"; "14 lanes answer". */
export function lanesInWords(lanes: readonly LiveLane[]): string {
  if (lanes.length === 0) return "no lanes yet";
  const count = (state: LiveLane["state"]) => lanes.filter((lane) => lane.state === state).length;
  const [out, degraded, quiet] = [count("out"), count("degraded"), count("quiet")];
  const parts = [
    out > 0 ? `${out} out` : "",
    degraded > 0 ? `${degraded} in part` : "",
    quiet > 0 ? `${quiet} waiting` : "",
  ].filter((part) => part !== "");
  const all = `${lanes.length} ${lanes.length === 1 ? "lane" : "lanes"}`;
  return parts.length === 0 ? `${all} ok` : `${all}: ${parts.join(", ")}`;
}

/** Which lanes are out and since when, to follow their number: " (write/api/new out for 2.1 s (refused))"; else nothing. */
export function outInWords(lanes: readonly LiveLane[]): string {
  const out = lanes.filter(({ state }) => state === "out");
  return out.length === 0 ? "" : ` (${names(out)})`;
}

/** Tells when lanes go out and come back, in as few lines as can be; for logs, and for above a live view. */
export class TroubleTeller {
  readonly #each: boolean;
  #out: readonly LiveLane[] = [];

  /** `each`: every lane that changes has a line; else the first that goes out and the last that comes back. */
  constructor(each: boolean) {
    this.#each = each;
  }

  /** The lines that are due, asked once a second or so. */
  lines({ lanes, ended }: Pick<LiveSnapshot, "lanes" | "ended">): string[] {
    const before = this.#out;
    const now = ended === undefined ? lanes.filter(({ state }) => state === "out") : [];
    this.#out = now;
    // What is out when nobody asks any more did not come back.
    if (ended !== undefined) return [];
    const has = (list: readonly LiveLane[], { lane }: LiveLane) => list.some((one) => one.lane === lane);
    const gone = now.filter((lane) => !has(before, lane));
    const back = lanes.filter((lane) => has(before, lane) && !has(now, lane));
    if (this.#each) return [...gone.map(outLine), ...back.map(backLine)];
    if (before.length === 0 && now.length > 0) return [`${now.length} of ${lanes.length} lanes out: ${names(now)}`];
    if (before.length > 0 && now.length === 0 && back.length > 0) return [`no lane is out any more${longest(lanes)}`];
    return [];
  }
}

function outLine({ lane, text }: LiveLane): string {
  return `${lane}: ${text}`;
}

function backLine({ lane, text, longestOutMs }: LiveLane): string {
  return `${lane}: answers again, ${text}${longestOutMs > 0 ? `; was out for up to ${formatMs(longestOutMs)}` : ""}`;
}

function names(lanes: readonly LiveLane[]): string {
  const shown = lanes.slice(0, mostNames).map(({ lane, text }) => `${lane} ${text}`);
  return [...shown, ...(lanes.length > mostNames ? [`and ${lanes.length - mostNames} more`] : [])].join(", ");
}

function longest(lanes: readonly LiveLane[]): string {
  const worst = lanes.toSorted((a, b) => b.longestOutMs - a.longestOutMs)[0];
  return worst === undefined || worst.longestOutMs === 0
    ? ""
    : `; ${worst.lane} was out for up to ${formatMs(worst.longestOutMs)}, the longest yet`;
}
