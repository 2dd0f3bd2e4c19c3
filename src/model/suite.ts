import type { Outcome } from "./outcome.ts";
import type { Assumption, Report, Verdict } from "./report.ts";

/** A verdict as the summary of several runs keeps it; its marks on the time line stay in the run's own report. */
export type SuiteVerdict = Omit<Verdict, "marks">;

/** What one run of a suite came to. */
export interface SuiteResult {
  /** The run's folder, beside the suite's. */
  readonly run: string;
  readonly outcome: Outcome;
  /** What the run by itself would have exited with. */
  readonly exitCode: number;
  readonly end: Report["end"];
  readonly startedAt: string;
  readonly durationMs: number;
  /** Name of the cluster; null where none came to be. */
  readonly cluster: string | null;
  /** Whether the cluster was there before the run: kept from before, or from the run before it. */
  readonly reused: boolean;
  /** Why the cluster that was there was replaced by a new one; null where it was not. */
  readonly replaced: string | null;
  /** The verdict that says most: a broken or open one, else the one that came nearest to its limit. */
  readonly worst: SuiteVerdict | null;
  readonly assumptions: readonly Assumption[];
  readonly verdicts: readonly SuiteVerdict[];
  readonly errors: readonly string[];
}

/** One run of a suite, carried out or not. */
export interface SuiteRun {
  readonly scenario: string;
  /** Which of the runs of this scenario it is, from 1. */
  readonly repeat: number;
  readonly topology: string;
  readonly profile: string;
  readonly kubernetes: string;
  readonly seed: number;
  /** Null where it was not run. */
  readonly result: SuiteResult | null;
  /** Why it was not run; null where it was. */
  readonly notRun: string | null;
  /** Not run because this machine cannot carry it out: then it does not count. */
  readonly unsupported: boolean;
}

/** Several runs in one call; summary.json is this value. */
export interface Suite {
  readonly version: 1;
  /** Name of the suite's folder. */
  readonly suite: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** "cut": written while it still went on, so the harness died; "stopped": by --fail-fast. */
  readonly end: "completed" | "stopped" | "interrupted" | "cut";
  /** The worst of all; a run that was not carried out is inconclusive, one that this machine cannot carry out does not count. */
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly seed: number;
  readonly harness: string;
  readonly host: { readonly cpus: number; readonly memoryGiB: number; readonly platform: string };
  /** How many clusters were created. */
  readonly clustersCreated: number;
  readonly runs: readonly SuiteRun[];
}

/** One form of a suite's summary; the default export of a file in src/report/suite. Pure. */
export interface SuiteReporter {
  /** Name of the file in the suite's folder. */
  readonly file: string;
  render(suite: Suite): string;
}
