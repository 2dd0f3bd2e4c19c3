import type { Timeline } from "../../model/timeline.ts";
import { countUpTo } from "../statistics/statistics.ts";

/** Between which moments something happened, milliseconds since the run's start. */
export type Moment = readonly [from: number, to: number];

/**
 * Tells when a revision was made, from etcd's own order: after an acknowledged write of a lesser revision was sent, and
 * before one of a greater revision was answered. With 10 writes a second that is a tenth of a second, whatever the
 * clocks of nodes say.
 */
export class RevisionClock {
  readonly #revisions: Float64Array;
  /** The latest start of the write at this index and all of lesser revisions. */
  readonly #latestStarts: Float64Array;
  /** The earliest end of the write at this index and all of greater revisions. */
  readonly #earliestEnds: Float64Array;

  constructor({ tracks }: Pick<Timeline, "tracks">) {
    const writes = tracks
      .filter(({ lane }) => lane.operation === "write")
      .flatMap(({ all }) => all.filter(({ outcome, revision }) => outcome === "ok" && revision !== undefined))
      .toSorted((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
    this.#revisions = Float64Array.from(writes, ({ revision = 0 }) => revision);
    this.#latestStarts = Float64Array.from(writes, ({ started }) => started);
    this.#earliestEnds = Float64Array.from(writes, ({ ended }) => ended);
    for (let index = 1; index < writes.length; index += 1)
      this.#latestStarts[index] = Math.max(
        this.#latestStarts[index] as number,
        this.#latestStarts[index - 1] as number,
      );
    for (let index = writes.length - 2; index >= 0; index -= 1)
      this.#earliestEnds[index] = Math.min(
        this.#earliestEnds[index] as number,
        this.#earliestEnds[index + 1] as number,
      );
  }

  /** When a revision was made that had arrived by a moment. */
  when(revision: number, arrivedAt: number): Moment {
    const first = countUpTo(this.#revisions, revision);
    let below = first - 1;
    // A write of this very revision is the event itself.
    while (below >= 0 && this.#revisions[below] === revision) below -= 1;
    const to = Math.min(arrivedAt, this.#earliestEnds[first] ?? arrivedAt);
    return [Math.min(to, below < 0 ? 0 : (this.#latestStarts[below] as number)), to];
  }
}
