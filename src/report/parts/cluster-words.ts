import type { Report } from "../../model/report.ts";

/** The timings of a cluster in words, and that they stand in the place of the kind file's own where they do. */
export function timingsInWords({ profile, replacedTimings }: NonNullable<Report["cluster"]>): string {
  return `${profile} timings${replacedTimings === undefined ? "" : " in the place of the kind file's own"}`;
}
