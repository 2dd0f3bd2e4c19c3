import type { EventOf } from "../../model/event.ts";
import { type Ahead, aheadOf, seenFromThere, surelySetBy, throughout, translated } from "../../model/other-clock.ts";
import type { Facts } from "../facts/facts.ts";
import type { Span } from "./span.ts";

/** By how much the clock of the engine's machine, milliseconds of the epoch, was ahead of the run's when it was read. */
export interface ClockLook {
  /** Milliseconds since the run's start. */
  readonly at: number;
  readonly ahead: Ahead;
}

/** By how much it surely went otherwise than the run's between two looks, milliseconds; negative where it fell behind. */
export interface ClockStep extends Span {
  readonly byMs: number;
}

/** The engine's time is cut to whole milliseconds, and when it was answered is rounded to tenths of one (src/run/recording.ts). */
const unitMs = 1;
const roundedMs = 0.05;

/**
 * Two clocks that are corrected may go otherwise by this share of the time: each by 500 ppm, the most that Linux lets NTP
 * and adjtime (MAXFREQ, include/linux/timex.h). Who corrects faster (chronyd may, by ticks of another length) makes the
 * timers of that machine go otherwise as well, and limits are computed from those.
 */
const slewedShare = 0.001;
/** Kubernetes dates in whole seconds, milliseconds: what is less changes nothing that it tells. */
const smallMs = 1_000;

/** A look, as the journal has it. */
export function clockLook({ at, askedAt, told }: Omit<EventOf<"engine-clock">, "type">): ClockLook {
  return { at, ahead: aheadOf({ toldMs: Date.parse(told), askedMs: askedAt, answeredMs: at + roundedMs }, unitMs) };
}

/** All looks of a run at the clock of the engine's machine. */
export function clockLooks({ eventsOf }: Pick<Facts, "eventsOf">): ClockLook[] {
  return eventsOf("engine-clock").map(clockLook);
}

/** Between which looks the clock was set, or one of the two machines stood still: nothing else explains it. */
export function clockSteps(looks: readonly ClockLook[]): ClockStep[] {
  return looks.flatMap((look, index) => {
    const before = looks[index - 1];
    if (before === undefined) return [];
    const byMs = surelySetBy(before.ahead, look.ahead);
    const span = { from: before.at, to: look.at };
    return Math.abs(byMs) > smallMs + (span.to - span.from) * slewedShare ? [{ ...span, byMs }] : [];
  });
}

/** By how much it was ahead all the time; undefined where nobody looked, or where it was set: then nobody knows when. */
export function engineAhead(looks: readonly ClockLook[]): Ahead | undefined {
  return clockSteps(looks).length > 0 ? undefined : throughout(looks.map(({ ahead }) => ahead));
}

/**
 * Between which moments of the run something happened that the engine's machine dated in whole seconds; undefined where it
 * is no date, or nobody knows by how much its clock was ahead.
 */
export function engineMoment(date: string | undefined, facts: Pick<Facts, "eventsOf">): [number, number] | undefined {
  const second = Date.parse(date ?? "");
  const ahead = engineAhead(clockLooks(facts));
  if (Number.isNaN(second) || ahead === undefined) return undefined;
  return translated([second, second + 1_000], seenFromThere(ahead));
}
