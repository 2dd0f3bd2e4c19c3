import type { Answer } from "../statistics/effect.ts";

/** Ends of a length of time (milliseconds) or of a share; null: nothing bounds it. */
export type Ends = readonly [number | null, number | null];

/** What one side's runs came to in one figure. */
export interface SideFigure {
  readonly runs: number;
  readonly kept: number;
  readonly broken: number;
  readonly open: number;
  /** In which the share of runs lies that keep it, 95 %; null for a phase. */
  readonly keptShare: Ends | null;
  /** Of the runs themselves, as bounds. */
  readonly median: Ends | null;
  /** Where the median lies of what they are a sample of, 95 %; from 6 runs on. */
  readonly medianInterval: Ends | null;
  /** Each end 95 %; from 59 runs on. */
  readonly p95: Ends | null;
  readonly worst: Ends | null;
}

/** How many more runs an answer would take. */
export interface Needed {
  /** Of each side, in all. */
  readonly runs: number;
  /** For the runs that are missing, one after the other. */
  readonly hours: number;
}

/** One guarantee or phase of both sides. */
export interface ComparedFigure {
  readonly scenario: string;
  readonly on: string;
  readonly id: string;
  readonly kind: "guarantee" | "phase";
  readonly primary: boolean;
  /** A length of time, where greater is worse; or the share of runs that broke it. */
  readonly unit: "ms" | "share";
  readonly a: SideFigure;
  readonly b: SideFigure;
  /** By how much B is greater, as bounds. */
  readonly estimate: Ends;
  /** By how much at least and at most. */
  readonly interval: Ends;
  /** How much is of no account; of a median that is bounds, bounds. */
  readonly tolerance: Ends;
  /** How probably its lower and its upper end are wrong, at most; null where no look was. */
  readonly levels: readonly [number, number] | null;
  /** Whether both sides were measured alike; else every sample counts at the end that speaks against a claim. */
  readonly measuredAlike: boolean;
  /** Null: nothing is claimed of it, for it is not primary. */
  readonly answer: Answer | null;
  /** Why it cannot be told. */
  readonly reason: string | null;
  readonly needed: Needed | null;
}

/** Something under which the two sides did not run alike. */
export interface Difference {
  readonly name: string;
  readonly scenarios: readonly string[];
  readonly a: string;
  readonly b: string;
}

/** What only one of the two has. */
export interface Unmatched {
  readonly scenario: string;
  readonly on: string;
  /** A primary guarantee of a scenario that both have; null: the whole scenario. */
  readonly id: string | null;
  readonly side: "a" | "b";
}

/** One side of a comparison. */
export interface Side {
  readonly name: string;
  readonly machine: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly runs: number;
  readonly excluded: number;
}

/** Two sets of runs, compared; the shape of `compare --json`, version 1. */
export interface Comparison {
  readonly version: 1;
  readonly a: Side;
  readonly b: Side;
  readonly differences: readonly Difference[];
  readonly unmatched: readonly Unmatched[];
  /** How many primary guarantees share the error. */
  readonly claims: number;
  readonly errorRate: number;
  /** How many runs of each were planned; null: those that are there. */
  readonly planned: number | null;
  readonly figures: readonly ComparedFigure[];
  readonly answer: Answer;
  readonly exitCode: 0 | 1 | 3;
}
