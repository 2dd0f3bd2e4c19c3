import type { Course, CourseLane } from "../../model/course.ts";
import type { ReporterInput } from "../../model/reporter.ts";
import type { LaneSeries, Series } from "../../model/series.ts";
import type { PageOutage } from "./outage-columns.ts";

/** A lane that the page shows: what it is, what it saw, and its outages with the attempts at their ends. */
export interface ShownLane {
  readonly own: CourseLane;
  readonly series: LaneSeries;
  readonly outages: readonly PageOutage[];
}

/** The lanes of a run that make attempts, in the order of its series. */
export function shownLanes(series: Series, course: Course): ShownLane[] {
  return series.lanes.flatMap((lane): ShownLane[] => {
    const own = course.lanes.find((one) => one.lane === lane.lane);
    if (own === undefined) return [];
    const outages = lane.outages.flatMap((outage, at): PageOutage[] => {
      const edges = own.outageEdges[at];
      return edges === undefined ? [] : [{ ...outage, ...edges }];
    });
    return [{ own, series: lane, outages }];
  });
}

/** What came before the first attempt is the making of a cluster, which may take minutes; milliseconds. */
export function shownTime({ series, course, report }: Readonly<ReporterInput>): { from: number; to: number } {
  const injected = report.faults.flatMap(({ injectingAt }) => injectingAt ?? []);
  const begins = [course.probed.from, ...(series.bins === 0 ? [] : [series.from]), ...injected];
  return { from: Math.max(0, Math.min(...begins)), to: Math.max(course.endedAt, ...begins) };
}
