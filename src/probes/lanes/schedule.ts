import { createRandom } from "../../model/random.ts";

/** When a lane's attempts start. */
export interface Schedule {
  readonly periodMs: number;
  /** Start of the lane's first period, milliseconds on the run's clock. */
  readonly originMs: number;
  readonly seed: number;
}

/** Least distance between two attempts of a lane, as a share of the period. */
export const gapShare = 0.1;

/**
 * The start times of a lane's attempts: one in each period, at a random point of it. An attempt every period exactly
 * would run in step with a load balancer's round-robin or with another lane and always meet the same backend. All
 * lanes' periods begin together, and each draws its own points: only so is every order of the lanes equally likely in
 * every period; fixed offsets, however random the rest, let one lane meet one backend of three in 14 % of its attempts
 * and another in half of them. Times do not drift: each is counted from the origin. Two attempts of a lane are at least
 * a tenth of the period apart.
 */
export function startTimes(schedule: Schedule): () => number {
  const { originMs, periodMs } = schedule;
  const random = createRandom(schedule.seed);
  let attempt = 0;
  let earliest = originMs;
  return () => {
    const at = Math.max(originMs + (attempt++ + random()) * periodMs, earliest);
    earliest = at + gapShare * periodMs;
    return at;
  };
}

/** How many attempts of a lane may be under way at once: more means that the deadline is not kept. */
export function outstandingCap(deadlineMs: number, periodMs: number): number {
  return Math.ceil((deadlineMs / periodMs) * 1.5) + 1;
}
