import type { Sample } from "../../model/sample.ts";
import { apartMs } from "./degradations.ts";
import { SuccessGaps } from "./gaps.ts";
import { leastAllowanceMs } from "./recent-latencies.ts";

/**
 * A shorter stretch has its share counted over this time around it: of one attempt that failed all attempts failed,
 * which says nothing.
 */
const shareOverMs = 1_000;

/**
 * Of so many attempts a share says something: with a third of them failing, chance makes 60 % of 20 fail once in 270
 * times, 75 % of four once in nine.
 */
const attemptsForShare = 20;

/**
 * So many successes after the last failure show that it was the last: with a third of attempts failing, chance gives
 * them once in 57 times.
 */
const successesThatShowIt = 10;

/** How many attempts there were and how many of them failed. */
export interface Count {
  readonly attempts: number;
  readonly failed: number;
}

/** A stretch of one lane in which attempts failed, some or all; its length lies in the bounds. */
export interface DegradedSpan {
  readonly from: number;
  readonly to: number;
  readonly failures: readonly Sample[];
  /** Attempts of the stretch, or of a second around it where it is shorter. */
  readonly within: Count;
  /** The same, of 20 attempts around it where it has fewer. */
  readonly around: Count;
  readonly atLeastMs: number;
  readonly atMostMs: number | null;
}

/**
 * The stretches of one lane in which attempts failed, from first to last failure; attempts in the order of their start,
 * all of the lane, so that what lies around a stretch is known. Stretches without any success are among them: nobody is
 * better off when the rest fails too.
 */
export function degradedSpans(samples: readonly Sample[]): DegradedSpan[] {
  const groups: [number, number][] = [];
  samples.forEach((sample, index) => {
    if (sample.outcome === "ok") return;
    const group = groups.at(-1);
    if (group !== undefined && goesOn(samples, group[1], index)) group[1] = index;
    else groups.push([index, index]);
  });
  if (groups.length === 0) return [];
  const gaps = new SuccessGaps(samples, (sample) => sample.outcome === "ok");
  return groups.map(([first, last]) => measure(samples, first, last, gaps));
}

/**
 * Whether a failure belongs to the stretch of the one before: soon after it, or with too few successes between to show
 * that it was over.
 */
function goesOn(samples: readonly Sample[], last: number, next: number): boolean {
  const apart = (samples[next] as Sample).started - (samples[last] as Sample).started;
  return apart <= apartMs || next - last - 1 < successesThatShowIt;
}

function measure(samples: readonly Sample[], first: number, last: number, gaps: SuccessGaps): DegradedSpan {
  const begun = samples[first] as Sample;
  const end = samples[last] as Sample;
  const pad = Math.max(0, shareOverMs - (end.started - begun.started)) / 2;
  const within = samples.filter(({ started }) => started >= begun.started - pad && started <= end.started + pad);
  // It met the server soon after its start, whenever it was given up.
  const begunBy = begun.started + Math.min(begun.ended - begun.started, leastAllowanceMs);
  const before = gaps.around(begunBy, begun.started).from;
  const after = samples.slice(last + 1, last + 1 + successesThatShowIt);
  const over = after.length === successesThatShowIt && after.every(({ outcome }) => outcome === "ok");
  const to = Math.min(...after.map((sample) => sample.ended));
  return {
    from: begun.started,
    to: end.started,
    failures: samples.slice(first, last + 1).filter(({ outcome }) => outcome !== "ok"),
    within: count(within),
    around: count(within.length < attemptsForShare ? around(samples, first, last) : within),
    atLeastMs: Math.max(0, end.started - begunBy),
    atMostMs: over && before !== null ? to - before : null,
  };
}

/**
 * A stretch with as many attempts before it as after it, where there are so many, until a share of them says something.
 */
function around(samples: readonly Sample[], first: number, last: number): readonly Sample[] {
  const missing = attemptsForShare - (last - first + 1);
  const from = Math.min(first - Math.floor(missing / 2), samples.length - attemptsForShare);
  return samples.slice(Math.max(0, from), Math.max(0, from) + attemptsForShare);
}

function count(samples: readonly Sample[]): Count {
  return { attempts: samples.length, failed: samples.filter(({ outcome }) => outcome !== "ok").length };
}
