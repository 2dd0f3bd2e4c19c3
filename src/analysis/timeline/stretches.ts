import type { Sample } from "../../model/sample.ts";
import type { FaultRecord, Timeline } from "../../model/timeline.ts";

/** The name of the stretch that is all of a run. */
export const wholeRun = "whole-run";

/** The name of the stretch from the first attempt, or from an operator's last work, to the first fault. */
export const warmUp = "warm-up";

/** What follows a fault's name for the stretch in which it was held, without the recovery. */
const heldSuffix = ":held";

/**
 * An attempt that began at most this long before a moment and was still open then is taken to have met what began
 * there.
 */
const inFlightMs = 250;

/** A named stretch of a run, milliseconds since its start; `to` is Infinity where it reaches the end. */
export interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly fault?: FaultRecord | undefined;
}

/** The stretches of a run: all of it, the warm-up before the first fault, and for each fault "<id>" and "<id>:held". */
export function stretchesOf(timeline: Timeline): readonly Stretch[] {
  const injected = timeline.faults.filter((fault) => fault.injectingAt !== undefined);
  const first = injected[0]?.injectingAt;
  const stretches: Stretch[] = [{ name: wholeRun, from: 0, to: Number.POSITIVE_INFINITY }];
  if (first !== undefined) stretches.push({ name: warmUp, from: warmUpFrom(timeline, first), to: first });
  for (const fault of injected) stretches.push(...faultStretches(fault, injected));
  return stretches;
}

/** Work of an operator before the first fault may disturb: the warm-up begins when it was done. */
function warmUpFrom({ events }: Timeline, first: number): number {
  const done = events.findLast(({ type, at }) => type === "procedure-done" && at < first);
  return done?.at ?? 0;
}

/** Whether a name is one of the stretches that a run with these faults has. */
export function isStretchName(name: string, faultIds: readonly string[]): boolean {
  return name === wholeRun || faultIds.some((id) => name === id || name === `${id}${heldSuffix}`);
}

/**
 * Whether an attempt belongs to a stretch: it started in it, or was in flight when the stretch began. Every attempt
 * belongs to exactly one of two stretches that follow each other.
 */
export function belongs(sample: Sample, stretch: Pick<Stretch, "from" | "to">): boolean {
  return reaches(sample, stretch.from) && !reaches(sample, stretch.to);
}

/**
 * The attempts of a stretch, of samples in the order of their start; the samples themselves where the stretch is all of
 * a run.
 */
export function samplesIn(samples: readonly Sample[], stretch: Pick<Stretch, "from" | "to">): readonly Sample[] {
  if (stretch.from <= 0 && stretch.to === Number.POSITIVE_INFINITY) return samples;
  const first = countStartedBefore(samples, stretch.from - inFlightMs);
  return samples.slice(first, countStartedBefore(samples, stretch.to)).filter((sample) => belongs(sample, stretch));
}

function countStartedBefore(samples: readonly Sample[], moment: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle] as Sample).started < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function reaches(sample: Sample, moment: number): boolean {
  return sample.started >= moment || (sample.ended >= moment && sample.started >= moment - inFlightMs);
}

function faultStretches(fault: FaultRecord, injected: readonly FaultRecord[]): Stretch[] {
  const from = fault.injectingAt ?? 0;
  const next = injected.find((other) => (other.injectingAt ?? 0) > from)?.injectingAt;
  const to = fault.steadyAt ?? next ?? Number.POSITIVE_INFINITY;
  const stretches: Stretch[] = [{ name: fault.id, from, to, fault }];
  if (fault.sustained) stretches.push({ name: `${fault.id}${heldSuffix}`, from, to: fault.healingAt ?? to, fault });
  return stretches;
}
