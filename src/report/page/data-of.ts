import { matchesLane } from "../../analysis/timeline/lane-patterns.ts";
import type { Course, CourseLane } from "../../model/course.ts";
import type { ReporterInput } from "../../model/reporter.ts";
import type { LaneSeries } from "../../model/series.ts";
import { fitToPage } from "./bins.ts";
import { encodeAscending, encodeColumn } from "./columns.ts";
import { encodeOutages } from "./outage-columns.ts";
import type { PageColumns, PageData, PageFailures, PageLane, PageLimit } from "./page-data.ts";
import { shownLanes, shownTime } from "./shown-lanes.ts";

/** So many attempts that failed are told one by one: each is about 7 characters. More are in the columns alone. */
const mostFailures = 60_000;

/** Returns the data that lie in the page, from a run's report, series and course; pure. */
export function pageDataOf(input: Readonly<ReporterInput>): PageData {
  const { report, series, course } = input;
  const lanes = shownLanes(series, course);
  const shown = fitToPage({ ...series, lanes: lanes.map((lane) => lane.series) });
  const backends = [...new Set(series.lanes.flatMap((lane) => Object.keys(lane.backends)))].toSorted();
  const errors = wordsOf(
    lanes.flatMap(({ series: lane, outages }) => [lane.errors, ...outages.map((one) => one.errors)]),
  );
  const failures = lanes.reduce((sum, lane) => sum + lane.series.failures.length, 0);
  const words = failures > mostFailures ? null : { backends: indexed(backends), errors: indexed(errors) };
  const { run, scenario, outcome, startedAt } = report;
  return {
    version: 2,
    run: { run, scenario, outcome, startedAt },
    ...shownTime(input),
    bins: { from: shown.from, ms: shown.binMs, count: shown.bins },
    lanes: lanes.map(({ own, series: lane, outages }, index): PageLane => {
      const { outageEdges: _, ...rest } = own;
      return {
        ...rest,
        columns: columnsOf(shown.lanes[index] ?? lane, backends),
        failures: words && failuresOf(lane, words),
        outages: encodeOutages(outages, errors),
        limits: limitsOf(own, report, course),
      };
    }),
    faults: report.faults.map(({ id, injectingAt, activeAt, healingAt, healedAt, steadyAt, sustained }) => ({
      ...{ id, injectingAt, activeAt, healingAt, healedAt, steadyAt, sustained },
    })),
    backends,
    errors,
  };
}

function wordsOf(records: readonly Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].toSorted();
}

function columnsOf(lane: LaneSeries, backends: readonly string[]): PageColumns {
  const { leastMs, greatestMs } = lane;
  const spread = (ms: number | null, bin: number) => (ms === null ? 0 : tenths(greatestMs[bin] ?? ms) - tenths(ms));
  return {
    ok: encodeColumn(lane.ok),
    late: encodeColumn(lane.late),
    failed: encodeColumn(lane.failed),
    unknown: encodeColumn(lane.unknown),
    least: encodeColumn(leastMs.map((ms) => (ms === null ? 0 : tenths(ms) + 1))),
    spread: encodeColumn(leastMs.map(spread)),
    backends: backends.map((name) => encodeColumn(lane.backends[name] ?? [])),
  };
}

interface Words {
  readonly backends: ReadonlyMap<string, number>;
  readonly errors: ReadonlyMap<string, number>;
}

function failuresOf({ failures }: LaneSeries, { backends, errors }: Words): PageFailures {
  return {
    at: encodeAscending(failures.map(({ at }) => tenths(at))),
    unknown: encodeColumn(failures.map(({ outcome }) => (outcome === "unknown" ? 1 : 0))),
    error: encodeColumn(failures.map(({ error }) => errors.get(error) ?? 0)),
    backend: encodeColumn(failures.map(({ backend }) => backends.get(backend) ?? 0)),
    latency: encodeColumn(failures.map(({ latencyMs }) => tenths(Math.max(0, latencyMs)))),
  };
}

/** The limits of guarantees about time that look at a lane. */
function limitsOf({ lane }: CourseLane, { verdicts }: ReporterInput["report"], { guarantees }: Course): PageLimit[] {
  return guarantees.flatMap(({ id, lanes }, index): PageLimit[] => {
    const ms = verdicts[index]?.limitMs;
    return ms !== undefined && lanes.some((pattern) => matchesLane(pattern, lane)) ? [{ verdict: id, ms }] : [];
  });
}

function indexed(words: readonly string[]): Map<string, number> {
  return new Map(words.map((word, index) => [word, index]));
}

function tenths(ms: number): number {
  return Math.round(ms * 10);
}
