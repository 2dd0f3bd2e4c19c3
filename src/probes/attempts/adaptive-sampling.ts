import { createRandom } from "../../model/random.ts";
import type { Sample } from "../../model/sample.ts";

/**
 * Attempts in a row without success that make a lane out. With fewer, a dead backend of three behind a round-robin
 * would be met too often (decision 0005).
 */
const failuresInARow = 3;
/** The pause before an extra attempt, as a share of the lane's period. */
const periodShare = 0.2;
/**
 * An extra attempt that takes this share of its pause is as dear as a lane may get: it bounds the load on a server in
 * trouble.
 */
const durationShare = 0.1;
/**
 * The pause grows with the outage: its end is found to a fiftieth of its length, and a long outage costs no more than a
 * short one.
 */
const ageShare = 0.02;

/**
 * Decides on extra attempts while a lane is out, so that the end of an outage is found more exactly than the schedule
 * alone would. Its random numbers are its own: the times of the schedule stay as they are.
 */
export class CloserProbing {
  readonly #periodMs: number;
  readonly #random: () => number;
  #failures = 0;
  #outSince = Number.POSITIVE_INFINITY;

  constructor(periodMs: number, seed: number) {
    this.#periodMs = periodMs;
    this.#random = createRandom(seed);
  }

  /** How long after the end of this attempt an extra one is due, milliseconds; undefined where there is to be none. */
  pauseAfter({ outcome, started, ended }: Sample): number | undefined {
    if (outcome === "ok") {
      this.#failures = 0;
      this.#outSince = Number.POSITIVE_INFINITY;
      return undefined;
    }
    this.#failures += 1;
    this.#outSince = Math.min(this.#outSince, started);
    const leastMs = Math.max(
      periodShare * this.#periodMs,
      (ended - started) / durationShare,
      ageShare * (ended - this.#outSince),
    );
    // A failure that took long, or an outage that has: the schedule is close enough.
    if (this.#failures < failuresInARow || leastMs >= this.#periodMs) return undefined;
    return leastMs * (0.75 + 0.5 * this.#random());
  }
}
