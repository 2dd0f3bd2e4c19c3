import { createRandom } from "./random.ts";

/** When a lane's attempts start. */
export interface Schedule {
  readonly periodMs: number;
  /** Start of the lane's first period, milliseconds on the run's clock. */
  readonly originMs: number;
  readonly seed: number;
}

/** Share of the period kept free between two attempts of a lane. */
const gapShare = 0.1;

/**
 * The start times of a lane's attempts, one in each period, at a random point of it: an attempt every period exactly would run in step
 * with a load balancer's round-robin or with another lane and always meet the same backend. The end of each period is left free
 * (a tenth of it), so that no two attempts of a lane start together. Times do not drift: each is counted from the origin.
 */
export function startTimes(schedule: Schedule): () => number {
  const random = createRandom(schedule.seed);
  const room = schedule.periodMs * (1 - gapShare);
  let attempt = 0;
  return () => schedule.originMs + attempt++ * schedule.periodMs + random() * room;
}

/** How many attempts of a lane may be under way at once: more means that the deadline is not kept. */
export function outstandingCap(deadlineMs: number, periodMs: number): number {
  return Math.ceil((deadlineMs / periodMs) * 1.5) + 1;
}
