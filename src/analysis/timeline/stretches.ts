import type { Sample } from "../../model/sample.ts";
import type { FaultRecord, Timeline } from "../../model/timeline.ts";

/** The name of the stretch that is all of a run. */
export const wholeRun = "whole-run";

/**
 * The name of the stretch from the first attempt, or from an operator's last work, to the first fault, upgrade or other
 * work that is a stretch.
 */
export const warmUp = "warm-up";

/** What follows a fault's name for the stretch in which it was held, without the recovery. */
const heldSuffix = ":held";

/**
 * An attempt that began at most this long before a moment at which nothing was broken, a heal or a steady state, and
 * was still open then is taken to have met what began there. One that was open when a fault was injected met the fault,
 * however long before it began: the fault can have ended it.
 */
const inFlightMs = 250;

/** A named stretch of a run, milliseconds since its start; `to` is Infinity where it reaches the end. */
export interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly fault?: FaultRecord | undefined;
  /** A fault was injected at its beginning. */
  readonly fromInjection?: boolean;
  /** A fault was injected at its end: what was open then belongs to that fault. */
  readonly toInjection?: boolean;
}

/** The ends of a stretch, and whether a fault was injected there. */
export type Ends = Pick<Stretch, "from" | "to" | "fromInjection" | "toInjection">;

/** Names that a step may not have, since a run has stretches and readings of these names, whatever its steps are. */
export const reservedNames: readonly string[] = [wholeRun, warmUp, "calm", "begin", "end"];

/**
 * The stretches of a run: all of it, the warm-up before the first fault or upgrade, for each fault "<id>" and
 * "<id>:held", for each upgrade of nodes "<id>", until all was whole again, and for each other work that says that it
 * is one "<id>", until it was proven done.
 */
export function stretchesOf(timeline: Timeline): readonly Stretch[] {
  const injected = timeline.faults.filter((fault) => fault.injectingAt !== undefined);
  const worked = workStretches(timeline);
  const begins = [injected[0]?.injectingAt ?? [], worked[0]?.from ?? []].flat();
  const first = begins.length === 0 ? undefined : Math.min(...begins);
  const stretches: Stretch[] = [{ name: wholeRun, from: 0, to: Number.POSITIVE_INFINITY }];
  if (first !== undefined)
    stretches.push({ name: warmUp, from: warmUpFrom(timeline, first), to: first, toInjection: true });
  for (const fault of injected) stretches.push(...faultStretches(fault, injected));
  return [...stretches, ...worked];
}

function workStretches({ events }: Timeline): Stretch[] {
  return events.flatMap((event): Stretch[] => {
    if (event.type !== "procedure" || (event.upgradesTo === undefined && event.isStretch !== true)) return [];
    const { id, at: from } = event;
    const done = events.find((other) => other.type === "procedure-done" && other.id === id);
    return [{ name: id, from, to: done?.at ?? Number.POSITIVE_INFINITY, fromInjection: true }];
  });
}

/** Work of an operator before the first fault may disturb: the warm-up begins when it was done. */
function warmUpFrom({ events }: Timeline, first: number): number {
  const done = events.findLast(({ type, at }) => type === "procedure-done" && at < first);
  return done?.at ?? 0;
}

/** Whether a name is one of the stretches that a run with these faults, and this work that is one, has. */
export function isStretchName(name: string, faultIds: readonly string[], workIds: readonly string[] = []): boolean {
  const isOfFault = faultIds.some((id) => name === id || name === `${id}${heldSuffix}`);
  return name === wholeRun || isOfFault || workIds.includes(name);
}

/**
 * Whether an attempt belongs to a stretch: it started in it, or was in flight when the stretch began. Every attempt
 * belongs to exactly one of two stretches that follow each other.
 */
export function belongs(sample: Sample, { from, to, fromInjection, toInjection }: Ends): boolean {
  return reaches(sample, from, fromInjection) && !reaches(sample, to, toInjection);
}

/**
 * The attempts of a stretch, of samples in the order of their start; the samples themselves where the stretch is all of
 * a run.
 */
export function samplesIn(samples: readonly Sample[], stretch: Ends): readonly Sample[] {
  if (stretch.from <= 0 && stretch.to === Number.POSITIVE_INFINITY) return samples;
  const openMs = stretch.fromInjection === true ? longestMs(samples) : inFlightMs;
  const first = countStartedBefore(samples, stretch.from - openMs);
  return samples.slice(first, countStartedBefore(samples, stretch.to)).filter((sample) => belongs(sample, stretch));
}

const known = new WeakMap<readonly Sample[], number>();

/** How long the longest of the attempts was under way; computed once for each list, which may hold a million. */
function longestMs(samples: readonly Sample[]): number {
  const longest =
    known.get(samples) ?? samples.reduce((most, { started, ended }) => Math.max(most, ended - started), 0);
  known.set(samples, longest);
  return longest;
}

/** How many samples began before a moment, of samples in the order of their start. */
export function countStartedBefore(samples: readonly Sample[], moment: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle] as Sample).started < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function reaches({ started, ended }: Sample, moment: number, injection = false): boolean {
  return started >= moment || (ended >= moment && (injection || started >= moment - inFlightMs));
}

function faultStretches(fault: FaultRecord, injected: readonly FaultRecord[]): Stretch[] {
  const from = fault.injectingAt ?? 0;
  const next = injected.find((other) => (other.injectingAt ?? 0) > from)?.injectingAt;
  const to = fault.steadyAt ?? next ?? Number.POSITIVE_INFINITY;
  const begun = { from, fault, fromInjection: true } as const;
  const stretches: Stretch[] = [{ ...begun, name: fault.id, to, toInjection: fault.steadyAt === undefined }];
  if (fault.sustained)
    stretches.push({
      ...begun,
      name: `${fault.id}${heldSuffix}`,
      to: fault.healingAt ?? to,
      toInjection: fault.healingAt === undefined && fault.steadyAt === undefined,
    });
  return stretches;
}
