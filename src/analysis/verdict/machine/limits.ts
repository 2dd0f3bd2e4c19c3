import type { Resource } from "../../../model/machine.ts";

/** A share of time or CPU that is too much, as its mean over the worst so many milliseconds of a stretch. */
export interface WorstLimit {
  readonly share: number;
  readonly ms: number;
}

/**
 * Host time: a quiet machine of this project lost less than 3 %, one on which verdicts were wrong 22 to 33 % for
 * minutes. A fifth of five seconds is a second of each CPU, as long as etcd's election timeout and the shortest
 * deadlines of lanes; a tenth is too much where it goes on for a whole stretch.
 */
export const stolenLimit: WorstLimit = { share: 0.2, ms: 5_000 };
/** The same of a stretch as a whole. */
export const stolenThroughout = 0.1;

/** A machine is saturated in a second in which this share of its CPU time was in use. */
export const inUseLimit = 0.97;
/**
 * It is as well in a second in which the harness had to wait for a CPU for this share of the time in which it wanted
 * one: work at low priority, which counts as no use, holds up a cluster all the same where there is much of it.
 * Measured on 2 cores: a cluster alone 0.37 to 0.49 (median of a run's seconds), with compilers beside it at low
 * priority 0.81 to 0.94.
 */
export const waitedLimit = 0.8;
/**
 * Share of seconds that may be saturated. Real runs of seven nodes on 2 cores: the two with wrong verdicts had 7 and 9
 * such seconds in their worst ten; a whole control plane that starts again has 5, other faults at most 2.
 */
export const saturatedLimit: WorstLimit = { share: 0.55, ms: 10_000 };

/**
 * Time in which some task waited. Measured on 2 cores beside a cluster of seven nodes: for a CPU 0.3 to 0.5 at rest, up
 * to 0.93 in bursts, so that only what goes beyond counts; for a disk up to 0.16, of which half of the time is three
 * times as much; for memory nothing, where a tenth is a second.
 */
export const pressureLimits: Readonly<Record<Resource, WorstLimit>> = {
  cpu: { share: 0.95, ms: 10_000 },
  io: { share: 0.5, ms: 10_000 },
  memory: { share: 0.1, ms: 10_000 },
};

/** A second's event-loop delay above this at its 99th percentile is too much, milliseconds. */
export const loopDelayMs = 50;
/**
 * Its mean may not be above that over so long: one second of a quarter of one is in it, as long as an attempt may be in
 * flight and still be held against what began meanwhile (src/analysis/timeline/stretches.ts).
 */
export const lateLoopMs = 5_000;

/** A second is one in which the machine is calm below these: CPU in use, else as above. A cluster at rest uses 0.4. */
export const calmCpuShare = 0.9;

/** Readings must cover this share of a stretch to say that the machine carried it: one of its seconds may be torn. */
export const coveredShare = 0.9;
