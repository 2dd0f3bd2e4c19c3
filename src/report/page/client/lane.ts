import { decodeAscending, decodeColumn } from "../columns.ts";
import { type LaneSpan, laneSpans } from "../lane-spans.ts";
import { decodeOutages, type PageOutage } from "../outage-columns.ts";
import type { PageData, PageLane, PageLimit } from "../page-data.ts";

/** One attempt that did not succeed; milliseconds. */
export interface Failure {
  readonly at: number;
  readonly latencyMs: number;
  readonly outcome: "failed" | "unknown";
  readonly error: string;
  readonly backend: string;
}

/** A lane of the page, decoded: one number for each bin, and what is told one by one. */
export interface Lane {
  readonly name: string;
  readonly deadlineMs: number;
  readonly ok: readonly number[];
  readonly late: readonly number[];
  readonly failed: readonly number[];
  readonly unknown: readonly number[];
  /** Milliseconds of the quickest and the slowest success; null: none. */
  readonly leastMs: readonly (number | null)[];
  readonly greatestMs: readonly (number | null)[];
  readonly spans: readonly LaneSpan[];
  /** In the order of time; empty where the run has too many to be told one by one. */
  readonly failures: readonly Failure[];
  readonly outages: readonly PageOutage[];
  readonly unobserved: PageLane["unobserved"];
  readonly limits: readonly PageLimit[];
}

/** Reads one lane of the page's data. */
export function laneOf(lane: PageLane, { bins, errors, backends }: PageData): Lane {
  const [ok, late, failed, unknown, least, spread] = (
    ["ok", "late", "failed", "unknown", "least", "spread"] as const
  ).map((name) => decodeColumn(lane.columns[name])) as [number[], number[], number[], number[], number[], number[]];
  const series = { from: bins.from, binMs: bins.ms, bins: bins.count };
  return {
    name: lane.lane,
    deadlineMs: lane.deadlineMs,
    ...{ ok, late, failed, unknown },
    leastMs: least.map((value) => (value === 0 ? null : (value - 1) / 10)),
    greatestMs: least.map((value, bin) => (value === 0 ? null : (value - 1 + (spread[bin] ?? 0)) / 10)),
    spans: laneSpans({ ok, late, failed, unknown }, series, lane.unobserved),
    failures: failuresOf(lane, errors, backends),
    outages: decodeOutages(lane.outages, errors),
    unobserved: lane.unobserved,
    limits: lane.limits,
  };
}

function failuresOf({ failures }: PageLane, errors: readonly string[], backends: readonly string[]): Failure[] {
  if (failures === null) return [];
  const [unknown, error, backend, latency] = (["unknown", "error", "backend", "latency"] as const).map((name) =>
    decodeColumn(failures[name]),
  );
  return decodeAscending(failures.at).map((at, index) => ({
    at: at / 10,
    latencyMs: (latency?.[index] ?? 0) / 10,
    outcome: unknown?.[index] === 1 ? "unknown" : "failed",
    error: errors[error?.[index] ?? 0] ?? "",
    backend: backends[backend?.[index] ?? 0] ?? "",
  }));
}
