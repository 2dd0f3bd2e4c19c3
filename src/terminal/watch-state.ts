import { formatMs } from "../model/duration.ts";
import type { EventOf } from "../model/event.ts";
import type { WatchLane } from "../model/lane.ts";
import { fromWatchRow, type WatchArrival } from "../model/watch.ts";
import type { LaneNow } from "./lane-state.ts";

/** What "now" means for a person who watches, milliseconds. */
const windowMs = 2_000;

/** One lane that listens, as far as it was heard of. */
interface Listening {
  openedAt?: number | undefined;
  closedAt?: number;
  reason?: string;
  heardAt?: number;
  recent: number[];
}

/** Keeps what last happened on the lanes that listen, for the live view. */
export class WatchStates {
  #lanes: readonly WatchLane[] = [];
  readonly #heard = new Map<number, Listening>();

  setLanes(lanes: readonly WatchLane[]): void {
    this.#lanes = lanes;
  }

  add({ lane, arrivals }: Pick<EventOf<"watch">, "lane" | "arrivals">): void {
    const listening = this.#heard.get(lane) ?? { recent: [] };
    this.#heard.set(lane, listening);
    for (const row of arrivals) {
      const arrival = fromWatchRow(row);
      if (arrival !== undefined) take(listening, arrival);
    }
  }

  /** What each lane hears at a time of the run, milliseconds. */
  now(at: number): LaneNow[] {
    return this.#lanes.map(({ index, id }) => {
      const listening = this.#heard.get(index) ?? { recent: [] };
      listening.recent = listening.recent.filter((time) => time > at - windowMs);
      return { lane: id, ...describe(listening, at) };
    });
  }
}

function take(listening: Listening, { kind, at, reason }: WatchArrival): void {
  if (kind === "opened") listening.openedAt = at;
  if (kind === "closed") Object.assign(listening, { openedAt: undefined, closedAt: at, reason });
  if (kind === "event" || kind === "bookmark") {
    listening.heardAt = at;
    listening.recent.push(at);
  }
}

function describe({ openedAt, closedAt, reason, heardAt, recent }: Listening, at: number): Omit<LaneNow, "lane"> {
  if (openedAt === undefined) {
    if (closedAt === undefined) return { state: "quiet", text: "waiting for its stream" };
    return { state: "out", text: `no stream for ${formatMs(at - closedAt)} (${reason})` };
  }
  if (recent.length > 0) return { state: "ok", text: `${Math.round((1_000 * recent.length) / windowMs)} events/s` };
  return { state: "degraded", text: `silent for ${formatMs(at - (heardAt ?? openedAt))}` };
}
