import { type FoundOutage, findOutages } from "../analysis/outages/outages.ts";
import type { Lane } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";
import type { TrialKind, Truth } from "./trial.ts";

/** What one lane made of one scripted outage. */
export interface MeasuredTrial {
  readonly lane: string;
  readonly connection: Lane["connection"];
  readonly kind: TrialKind;
  readonly truthMs: number;
  readonly seen: boolean;
  /**
   * The truth lay within the bounds; of an outage that was not seen, that it was short enough to fall between two
   * attempts.
   */
  readonly inside: boolean;
  readonly atLeastMs: number;
  readonly atMostMs: number | null;
}

/**
 * A lost packet's answer comes late instead of never: what counts as an answer to somebody waiting through a blackhole.
 */
const blackholeBudgetMs = 150;

/**
 * Holds a lane's samples, in the order of their starts, against all truths about its server. Outages of a server that
 * flaps whose return fell between two attempts are one outage to the lane, as documented, and are held against it as
 * one.
 */
export function measureTrials(
  lane: Lane,
  samples: readonly Sample[],
  truths: readonly Truth[],
  startedAtNs: bigint,
): MeasuredTrial[] {
  const at = (ns: bigint) => Number(ns - startedAtNs) / 1e6;
  const found = findOutages(samples);
  const hides = (before: Truth, after: Truth) =>
    before.trial.kind === "flapping" &&
    after.trial.kind === "flapping" &&
    found.some(
      (outage) =>
        overlaps(outage, at(before.beganNs[0]), at(before.endedNs[1])) &&
        overlaps(outage, at(after.beganNs[0]), at(after.endedNs[1])),
    );
  const merged: Truth[] = [];
  for (const truth of truths) {
    const last = merged.at(-1);
    if (last !== undefined && hides(last, truth)) merged[merged.length - 1] = { ...last, endedNs: truth.endedNs };
    else merged.push(truth);
  }
  return merged.map((truth) => measureTrial(lane, samples, truth, startedAtNs));
}

/**
 * Holds a lane's samples, in the order of their starts, against one truth about its server; times on the run's clock.
 */
export function measureTrial(lane: Lane, samples: readonly Sample[], truth: Truth, startedAtNs: bigint): MeasuredTrial {
  const at = (ns: bigint) => Number(ns - startedAtNs) / 1e6;
  const began = truth.beganNs.map(at) as [number, number];
  const ended = truth.endedNs.map(at) as [number, number];
  const { kind, slow } = truth.trial;
  const found = findOutages(samples, optionsOf(truth)).filter((outage) => overlaps(outage, began[0], ended[1]));
  const { atLeastMs, atMostMs } = together(found);
  const expected = slow === undefined || slow.delayMs > slow.latencyLimitMs;
  const boundsHold = atLeastMs <= ended[1] - began[0] && (atMostMs === null || atMostMs >= ended[0] - began[1]);
  return {
    lane: lane.id,
    connection: lane.connection,
    kind,
    truthMs: ended[0] - began[1],
    seen: found.length > 0,
    inside: found.length === 0 ? !expected || fellBetween(samples, began[1], ended[0]) : expected && boundsHold,
    atLeastMs,
    atMostMs,
  };
}

/**
 * The bounds that a report would give. On a busy machine attempts overtake each other: one that started later met the
 * server before the outage and succeeded, so that it is told as two. What a verdict rests on is the longest.
 */
function together(found: readonly FoundOutage[]): Pick<FoundOutage, "atLeastMs" | "atMostMs"> {
  const mosts = found.map(({ atMostMs }) => atMostMs);
  return {
    atLeastMs: Math.max(0, ...found.map(({ atLeastMs }) => atLeastMs)),
    atMostMs: mosts.includes(null) ? null : Math.max(0, ...mosts.map(Number)),
  };
}

/** Whether a lane can see outages of a kind at all: a connection that stands never meets a handshake that hangs. */
export function canSee(lane: Lane, kind: TrialKind): boolean {
  return lane.connection === "new" || kind !== "hang-tls";
}

/** Outages that a lane reports where there was none. */
export function falseOutages(samples: readonly Sample[], truths: readonly Truth[], startedAtNs: bigint): FoundOutage[] {
  const at = (ns: bigint) => Number(ns - startedAtNs) / 1e6;
  return findOutages(samples).filter(
    (outage) => !truths.some((truth) => overlaps(outage, at(truth.beganNs[0]), at(truth.endedNs[1]))),
  );
}

function optionsOf({ trial }: Truth): { withinMs?: number } {
  if (trial.slow !== undefined) return { withinMs: trial.slow.latencyLimitMs };
  return trial.kind === "blackhole" ? { withinMs: blackholeBudgetMs } : {};
}

function overlaps(outage: FoundOutage, from: number, to: number): boolean {
  const first = outage.samples[0];
  const last = outage.samples.at(-1);
  return first !== undefined && last !== undefined && first.started < to && last.ended > from;
}

/** No attempt was made wholly inside: no schedule at this rate could have seen it. */
function fellBetween(samples: readonly Sample[], from: number, to: number): boolean {
  return !samples.some((sample) => sample.started > from && sample.ended < to);
}
