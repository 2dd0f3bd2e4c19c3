import type { Lane, WatchLane } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";
import type { WatchRow } from "../model/watch.ts";
import { LaneTrack } from "./lane-track.ts";
import type { LaneState, LiveLane } from "./live-snapshot.ts";
import { WatchTrack } from "./watch-track.ts";

/** A lane that is well again stays among those in trouble for so long, milliseconds, so that lines do not jump about. */
const staysMs = 5_000;

const order: readonly LaneState[] = ["out", "degraded", "quiet", "ok"];

/** Follows all lanes of a run, for people who watch. */
export class LiveLanes {
  readonly #lanes = new Map<number, LaneTrack | WatchTrack>();
  readonly #troubledAt = new Map<string, number>();
  #endedAt = Number.POSITIVE_INFINITY;

  /** Which lanes there are, from here on. */
  setLanes(lanes: readonly Lane[], watches: readonly WatchLane[] = []): void {
    for (const lane of lanes) this.#lanes.set(lane.index, new LaneTrack(lane));
    for (const lane of watches) this.#lanes.set(lane.index, new WatchTrack(lane));
    this.#endedAt = Number.POSITIVE_INFINITY;
  }

  /** Nothing is asked any more from a time of the run on, milliseconds: what is seen then stays. */
  end(at: number): void {
    this.#endedAt = at;
  }

  samples(samples: readonly Sample[]): void {
    for (const sample of samples) {
      const track = this.#lanes.get(sample.lane);
      if (track instanceof LaneTrack) track.add(sample);
    }
  }

  arrivals(lane: number, arrivals: readonly WatchRow[]): void {
    const track = this.#lanes.get(lane);
    if (track instanceof WatchTrack) track.add(arrivals);
  }

  /** What each lane sees at a time of the run, milliseconds; those in trouble first, and those that just were. */
  now(at: number): LiveLane[] {
    const time = Math.min(at, this.#endedAt);
    const lanes = [...this.#lanes.values()].map((track) => track.now(time));
    for (const { lane, state } of lanes) if (state === "out" || state === "degraded") this.#troubledAt.set(lane, time);
    const rank = ({ lane, state }: LiveLane) => {
      const justWas = state === "ok" && time - (this.#troubledAt.get(lane) ?? Number.NEGATIVE_INFINITY) < staysMs;
      return justWas ? 1.5 : order.indexOf(state);
    };
    return lanes.toSorted((a, b) => rank(a) - rank(b));
  }
}
