import type { MeasuredTrial } from "./measured-trial.ts";
import type { PeerResult } from "./peer-models.ts";

/** One lane-and-outage pair's figures, over a group of such pairs. */
export interface GroupFigures {
  readonly group: string;
  readonly trials: number;
  /** Pairs whose truth lay within the bounds. */
  readonly inside: number;
  readonly missed: number;
  /** Width of the bounds of those that were seen; null where none was. */
  readonly meanWidthMs: number | null;
  readonly worstWidthMs: number | null;
}

/** What a dead third behind a round-robin looked like to the lanes. */
export interface DeadThird {
  readonly lanes: number;
  readonly attempts: number;
  /** Failed share of the lane with the smallest and with the largest. */
  readonly leastShare: number;
  readonly mostShare: number;
  /** Longest total outage that a lane would have reported; the truth is none. */
  readonly longestAtLeastMs: number;
}

/** What `calibrate --json` prints. */
export interface CalibrationResult {
  readonly version: 1;
  readonly seed: number;
  readonly startedAt: string;
  readonly kinds: readonly GroupFigures[];
  readonly lengths: readonly GroupFigures[];
  readonly total: GroupFigures;
  readonly fast: readonly GroupFigures[];
  readonly calm: { readonly laneHours: number; readonly falseOutages: number };
  readonly deadThird: DeadThird;
  readonly peers: readonly PeerResult[];
  /** Mean distance between the middle of the bounds and the truth, over the same outages as the peers'. */
  readonly meanErrorMs: number;
  readonly prober: { readonly lateP50Ms: number; readonly lateP99Ms: number; readonly cpuShare: number };
  readonly wrong: readonly MeasuredTrial[];
  /** Why this machine was not fit to calibrate on; empty where it was. */
  readonly unfit: readonly string[];
  readonly notes: readonly string[];
}

const lengthGroups: readonly (readonly [string, number, number])[] = [
  ["20 to 100 ms", 0, 100],
  ["100 to 200 ms", 100, 200],
  ["200 ms to 1 s", 200, 1_000],
  ["1 to 5 s", 1_000, 5_000],
  ["5 to 31 s", 5_000, Number.POSITIVE_INFINITY],
];

/** Figures of trials by the kind of their outage. */
export function byKind(trials: readonly MeasuredTrial[]): GroupFigures[] {
  const kinds = [...new Set(trials.map((trial) => trial.kind))].toSorted();
  return kinds.map((kind) =>
    figuresOf(
      kind,
      trials.filter((trial) => trial.kind === kind),
    ),
  );
}

/** Figures of trials by the true length of their outage; slow answers, which are no outage, are left out. */
export function byLength(trials: readonly MeasuredTrial[]): GroupFigures[] {
  const outages = trials.filter((trial) => trial.kind !== "slow");
  return lengthGroups.map(([name, from, to]) =>
    figuresOf(
      name,
      outages.filter((trial) => trial.truthMs >= from && trial.truthMs < to),
    ),
  );
}

/** Figures of one group of trials. */
export function figuresOf(group: string, trials: readonly MeasuredTrial[]): GroupFigures {
  const widths = trials.flatMap((trial) =>
    trial.seen && trial.atMostMs !== null ? [trial.atMostMs - trial.atLeastMs] : [],
  );
  return {
    group,
    trials: trials.length,
    inside: trials.filter((trial) => trial.inside).length,
    missed: trials.filter((trial) => !trial.seen).length,
    meanWidthMs: widths.length === 0 ? null : mean(widths),
    worstWidthMs: widths.length === 0 ? null : Math.max(...widths),
  };
}

/**
 * Mean distance between the middle of the bounds and the truth; an outage that was not seen counts with its whole
 * length.
 */
export function meanError(trials: readonly MeasuredTrial[]): number {
  return mean(
    trials
      .filter((trial) => trial.kind !== "slow" && trial.atMostMs !== null)
      .map((trial) => Math.abs((trial.atLeastMs + (trial.atMostMs ?? 0)) / 2 - trial.truthMs)),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
