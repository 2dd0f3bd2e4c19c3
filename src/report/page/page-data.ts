import type { CourseLane } from "../../model/course.ts";
import type { Report } from "../../model/report.ts";
import type { OutageColumns } from "./outage-columns.ts";

/**
 * Every attempt of a lane that did not succeed, as columns of one length; see `decodeColumn` and `decodeAscending`.
 * Moments and latencies are tenths of milliseconds.
 */
export interface PageFailures {
  /** When each started; ascending. */
  readonly at: string;
  /** 1: it is a write whose answer was lost; 0: it failed. */
  readonly unknown: string;
  /** Index into the page's `errors`. */
  readonly error: string;
  /** Index into the page's `backends`. */
  readonly backend: string;
  readonly latency: string;
}

/** Columns of a lane with one number for each bin; see `decodeColumn`. */
export interface PageColumns {
  /** Succeeded within 1 s of their start. */
  readonly ok: string;
  readonly late: string;
  readonly failed: string;
  readonly unknown: string;
  /** Least latency of the successes that started in the bin, in tenths of milliseconds and one more; 0: none. */
  readonly least: string;
  /** By how much the greatest is more than the least, in tenths of milliseconds. */
  readonly spread: string;
  /** Attempts by the backend that was met, in the order of the page's `backends`; empty where it met none. */
  readonly backends: readonly string[];
}

/** A limit of time that a guarantee holds a lane to. */
export interface PageLimit {
  readonly verdict: string;
  readonly ms: number;
}

/** One lane as the page shows it. */
export interface PageLane extends Omit<CourseLane, "outageEdges"> {
  readonly columns: PageColumns;
  /** Null where there are too many of the run: then the columns are all there is. */
  readonly failures: PageFailures | null;
  readonly outages: OutageColumns;
  readonly limits: readonly PageLimit[];
}

/** A fault as far as the picture of latencies needs it. */
export type PageFault = Pick<
  Report["faults"][number],
  "id" | "injectingAt" | "activeAt" | "healingAt" | "healedAt" | "steadyAt" | "sustained"
>;

/** What lanes saw over time: JSON that lies in the page; times are milliseconds since the run's start. */
export interface PageData {
  readonly version: 2;
  readonly run: Pick<Report, "run" | "scenario" | "outcome" | "startedAt">;
  /** The time that the picture shows: from the first attempt or fault to the end. */
  readonly from: number;
  readonly to: number;
  readonly bins: { readonly from: number; readonly ms: number; readonly count: number };
  readonly lanes: readonly PageLane[];
  readonly faults: readonly PageFault[];
  /** Short names of control planes, and "unknown" for attempts that saw no certificate. */
  readonly backends: readonly string[];
  /** Classes of errors. */
  readonly errors: readonly string[];
}
