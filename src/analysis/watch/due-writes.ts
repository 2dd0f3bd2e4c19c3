import type { Sample } from "../../model/sample.ts";
import type { Timeline } from "../../model/timeline.ts";

/** The operation whose acknowledged attempts a watch must tell of, each with the revision that its answer carried. */
const writeOperation = "write";

/**
 * All acknowledged writes of a run in the order of their revisions, which is the order in which etcd took them. Each
 * was taken between its start and its end, and not before any earlier one nor after any later one: so its moment lies
 * between the latest start up to it and the earliest end from it on.
 */
export class DueWrites {
  readonly writes: readonly Sample[];
  readonly #revisions: Float64Array;
  readonly #latestStarts: Float64Array;
  readonly #earliestEnds: Float64Array;

  constructor(writes: readonly Sample[]) {
    this.writes = writes.toSorted((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
    this.#revisions = Float64Array.from(this.writes, ({ revision }) => revision ?? 0);
    this.#latestStarts = Float64Array.from(this.writes, ({ started }) => started);
    this.#earliestEnds = Float64Array.from(this.writes, ({ ended }) => ended);
    for (let index = 1; index < this.writes.length; index += 1)
      this.#latestStarts[index] = Math.max(
        this.#at(this.#latestStarts, index),
        this.#at(this.#latestStarts, index - 1),
      );
    for (let index = this.writes.length - 2; index >= 0; index -= 1)
      this.#earliestEnds[index] = Math.min(
        this.#at(this.#earliestEnds, index),
        this.#at(this.#earliestEnds, index + 1),
      );
  }

  static of({ tracks }: Timeline): DueWrites {
    const writes = tracks.filter(({ lane }) => lane.operation === writeOperation).flatMap(({ all }) => all);
    return new DueWrites(writes.filter(({ outcome, revision }) => outcome === "ok" && revision !== undefined));
  }

  /** Between which moments the first write after a revision was taken; undefined where there is none. */
  takenAfter(revision: number): readonly [number, number] | undefined {
    const index = this.indexAfter(revision);
    if (index === this.writes.length) return undefined;
    return [this.#at(this.#latestStarts, index), this.#at(this.#earliestEnds, index)];
  }

  /** The index of the write with a revision; undefined where no acknowledged write has it. */
  indexOf(revision: number): number | undefined {
    const index = this.indexAfter(revision) - 1;
    return this.#revisions[index] === revision ? index : undefined;
  }

  /** The index of the first write after a revision. */
  indexAfter(revision: number): number {
    let low = 0;
    let high = this.#revisions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#at(this.#revisions, middle) <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(column: Float64Array, index: number): number {
    return column[index] as number;
  }
}
