import type { Report } from "../../src/model/report.ts";
import type { ReporterInput } from "../../src/model/reporter.ts";

/** A report for reporters that need no time series: one that reads it fails. */
export function reportAlone(report: Report): ReporterInput {
  return {
    report,
    get series(): never {
      throw new Error("this reporter was not expected to read the series");
    },
  };
}
