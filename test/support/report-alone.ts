import type { Report } from "../../src/model/report.ts";
import type { ReporterInput } from "../../src/model/reporter.ts";

/**
 * A report for reporters, of a run whose lanes saw nothing of which the time series would tell; one that reads the
 * course of the run fails.
 */
export function reportAlone(report: Report): ReporterInput {
  return {
    report,
    series: { from: 0, binMs: 100, bins: 0, lanes: [] },
    get course(): never {
      throw new Error("this reporter was not expected to read the course");
    },
  };
}
