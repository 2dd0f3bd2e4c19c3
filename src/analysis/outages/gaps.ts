import type { Sample } from "../../model/sample.ts";

/** Between which moments an outage lies, and how long it can have been; null where nothing bounds it. */
export interface GapBounds {
  readonly from: number | null;
  readonly to: number | null;
  readonly atMostMs: number | null;
}

/**
 * Where an outage can have been, seen from the successes of a lane. A success met the working server somewhere between
 * its start and its end, so an outage [a, b) contains no success whole. Let i be the last success that started before
 * a: every later one started in the outage or after it and so ended after it. Hence b ≤ the earliest end of all
 * successes after i, and b − a < that end − start of i.
 */
export class SuccessGaps {
  readonly #starts: Float64Array;
  /** The earliest end of the success at this index and all after it; Infinity behind the last. */
  readonly #earliestEnds: Float64Array;

  /** The samples in the order of their start. */
  constructor(samples: readonly Sample[], succeeded: (sample: Sample) => boolean) {
    const starts = new Float64Array(samples.length);
    const ends = new Float64Array(samples.length + 1);
    let count = 0;
    for (const sample of samples) {
      if (!succeeded(sample)) continue;
      starts[count] = sample.started;
      ends[count] = sample.ended;
      count += 1;
    }
    ends[count] = Number.POSITIVE_INFINITY;
    for (let index = count - 1; index >= 0; index -= 1)
      ends[index] = Math.min(ends[index] as number, ends[index + 1] as number);
    this.#starts = starts.subarray(0, count);
    this.#earliestEnds = ends.subarray(0, count + 1);
  }

  /** Bounds of an outage that had begun by one moment and lasted beyond another. */
  around(begunBy: number, beyond: number): GapBounds {
    let before = this.#countStartedBefore(begunBy) - 1;
    const to = this.#end(before + 1);
    let longest = 0;
    let from = 0;
    for (; this.#end(before + 1) > beyond; before -= 1) {
      if (before < 0) return { from: null, to: finite(to), atMostMs: null };
      from = this.#starts[before] as number;
      longest = Math.max(longest, this.#end(before + 1) - from);
    }
    return { from, to: finite(to), atMostMs: finite(longest) };
  }

  /**
   * The longest outage that may have hidden between successes in a stretch, where no attempt failed; it grows where the
   * schedule had a hole.
   */
  longestHiddenMs(from: number, to: number): number {
    let longest = 0;
    const first = Math.max(0, this.#countStartedBefore(from) - 1);
    for (let index = first; index < this.#starts.length && (this.#starts[index] as number) < to; index += 1) {
      const end = this.#end(index + 1);
      if (end === Number.POSITIVE_INFINITY) break;
      if (end > from) longest = Math.max(longest, Math.min(end, to) - (this.#starts[index] as number));
    }
    return longest;
  }

  #end(index: number): number {
    return this.#earliestEnds[index] as number;
  }

  #countStartedBefore(moment: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] as number) < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
