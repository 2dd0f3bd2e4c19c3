import type { Outage } from "../../model/figures.ts";
import { latestStartMs } from "../../model/lane.ts";
import { latencyMs, type Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import { countWords, tenth } from "../statistics/statistics.ts";
import { SuccessGaps } from "./gaps.ts";
import { provenUntil } from "./proven-until.ts";
import { RecentLatencies } from "./recent-latencies.ts";

/**
 * An answer later than this is no answer to a person who waits: Kubernetes' own objective for single-object calls (SIG
 * Scalability).
 */
export const answerWithinMs = 1_000;

/** How outages are told from successes. */
export interface OutageOptions {
  /** A success later than this after its start counts as none; without it every success counts. */
  readonly withinMs?: number;
  /** Attempts without success that yet show that somebody was there: they end an outage. */
  readonly answered?: (sample: Sample) => boolean;
  /**
   * Where two attempts began further apart than this, milliseconds, nobody looked in between, so that what they show is
   * not one outage for sure; without it all of a run is.
   */
  readonly apartMs?: number | undefined;
}

/**
 * How far apart attempts of these lanes together are at most where none is missing, milliseconds: two periods of the
 * most frequent one, and what a start may be late.
 */
export function mostApartMs(tracks: readonly LaneTrack[]): number {
  return latestStartMs + 2 * Math.min(...tracks.map(({ lane }) => lane.periodMs));
}

/** An outage with the attempts without success that showed it. */
export interface FoundOutage extends Outage {
  readonly samples: readonly Sample[];
}

/**
 * Finds the total outages of one lane, whose attempts must be in the order of their start. Each is a run of attempts
 * without success (failed or unknown) and carries bounds that hold for any outage [a, b) of the server, any schedule
 * and any latency, as long as the server did not recover unseen between two attempts of the run, which are not far
 * apart:
 *
 * - Every attempt of the run met the server inside [a, b), and not before its own start. So b > start of the last one,
 *   unless that found a connection dead which the outage had ended (provenUntil).
 * - It met the server before it ended: a ≤ end. An attempt that hangs ends at its deadline, seconds later, so that this
 *   says little; but it met the server about as soon as attempts before it did. So of an attempt that took more than a
 *   second, or succeeded too late, a ≤ start (or when its connection stood) + allowance: twice the slowest of the last
 *   20 successes of its lane before it, at least 50 ms. **At least** = that moment − the earliest of these moments,
 *   or the end of an earlier success where that came later, because it was answered when it ended at the latest; not
 *   below 0. Of a run with a hole in which nobody looked it is that of its longest part.
 * - **At most**: the longest stretch around all this in which no success lies whole (SuccessGaps); where answers are
 *   quick, that is from the start of the last success before to the end of the next. Null where there is none on one
 *   side, because then nothing bounds it.
 */
export function findOutages(samples: readonly Sample[], options: OutageOptions = {}): FoundOutage[] {
  const succeeded = successWithin(options.withinMs);
  const { answered = () => false } = options;
  // Most lanes have no outage: then there is nothing to bound.
  let gaps: SuccessGaps | undefined;
  const latencies = new RecentLatencies();
  let answeredAt = Number.NEGATIVE_INFINITY;
  const outages: FoundOutage[] = [];
  for (let first = 0; first < samples.length; first += 1) {
    const sample = samples[first] as Sample;
    if (succeeded(sample)) {
      latencies.add(sample.lane, sample.ended - sample.started);
      answeredAt = Math.max(answeredAt, sample.ended);
      continue;
    }
    if (answered(sample)) continue;
    const ends = (next: Sample) => succeeded(next) || answered(next);
    let last = first;
    while (last + 1 < samples.length && !ends(samples[last + 1] as Sample)) last += 1;
    gaps ??= new SuccessGaps(samples, succeeded);
    const met = (attempt: Sample) => metBy(attempt, latencies.allowanceMs(attempt.lane));
    const until = (piece: readonly Sample[]) => provenUntil(piece, samples, first);
    outages.push(measure(samples.slice(first, last + 1), gaps, { met, answeredAt, until, apartMs: options.apartMs }));
    first = last;
  }
  return outages;
}

/** Whether a sample is a success, in time where a time is given. */
export function successWithin(withinMs = Number.POSITIVE_INFINITY): (sample: Sample) => boolean {
  return (sample) => sample.outcome === "ok" && latencyMs(sample) <= withinMs;
}

/** The outage that was surely longest; of several, the one that may have been. Undefined of none. */
export function longestOutage<Some extends Outage>(outages: readonly Some[]): Some | undefined {
  const most = (outage: Outage) => outage.atMostMs ?? Number.POSITIVE_INFINITY;
  return outages.reduce<Some | undefined>((longest, next) => {
    if (longest === undefined || next.atLeastMs > longest.atLeastMs) return next;
    return next.atLeastMs === longest.atLeastMs && most(next) > most(longest) ? next : longest;
  }, undefined);
}

/** What else tells when an outage began, and how long it surely lasted. */
interface Edges {
  /** By when an attempt had met the server. */
  readonly met: (sample: Sample) => number;
  /** When the last success had ended of those that began before. */
  readonly answeredAt: number;
  /** The latest moment at which these attempts without success show that it lasted. */
  readonly until: (piece: readonly Sample[]) => number;
  readonly apartMs?: number | undefined;
}

function measure(run: readonly Sample[], gaps: SuccessGaps, { met, answeredAt, until, apartMs }: Edges): FoundOutage {
  const first = run[0] as Sample;
  const proven = lookedPieces(run, apartMs)
    .map((piece) => ({ begunBy: Math.max(answeredAt, earliest(piece, met)), beyond: until(piece) }))
    .reduce((longest, next) => (next.beyond - next.begunBy > longest.beyond - longest.begunBy ? next : longest));
  const { from, to, atMostMs } = gaps.around(earliest(run, met), until(run));
  return {
    from: tenth(from ?? first.started),
    to: to === null ? null : tenth(to),
    atLeastMs: tenth(Math.max(0, proven.beyond - proven.begunBy)),
    atMostMs: atMostMs === null ? null : tenth(atMostMs),
    attempts: run.length,
    errors: countWords(run.map((sample) => sample.error ?? (sample.outcome === "ok" ? "late" : sample.outcome))),
    samples: run,
  };
}

function earliest(run: readonly Sample[], met: (sample: Sample) => number): number {
  return run.reduce((least, sample) => Math.min(least, met(sample)), Number.POSITIVE_INFINITY);
}

/** The parts of a run between the holes in which nobody looked. */
function lookedPieces(run: readonly Sample[], apartMs = Number.POSITIVE_INFINITY): Sample[][] {
  const pieces: Sample[][] = [];
  for (const sample of run) {
    const before = pieces.at(-1)?.at(-1);
    if (before === undefined || sample.started - before.started > apartMs) pieces.push([sample]);
    else pieces.at(-1)?.push(sample);
  }
  return pieces;
}

/** By when an attempt without success had met the server. */
function metBy({ outcome, started, connected, ended }: Sample, allowanceMs: number): number {
  // It failed by itself, so it had met the server, however long that took: on a busy machine more than any allowance. One
  // that was given up so soon is taken for such a one: then less is certain.
  if (outcome !== "ok" && ended - started <= answerWithinMs) return ended;
  // Who answered a handshake was there until then; a handshake that itself took longer than any answer may is what
  // waited.
  const there = connected !== undefined && connected - started <= answerWithinMs ? connected : started;
  return Math.min(ended, there + allowanceMs);
}
