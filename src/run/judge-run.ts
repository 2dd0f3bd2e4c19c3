import { join } from "node:path";
import { courseOf } from "../analysis/course/course.ts";
import { factsOf } from "../analysis/facts/facts-of.ts";
import { seriesOf } from "../analysis/series/series.ts";
import { buildTimeline } from "../analysis/timeline/timeline.ts";
import type { Definitions } from "../analysis/verdict/guarantee-definition.ts";
import { judgeFacts } from "../analysis/verdict/judge.ts";
import { readJournal } from "../journal/reader.ts";
import { journalFile } from "../journal/writer.ts";
import type { Course } from "../model/course.ts";
import type { ReporterInput, WrittenForm } from "../model/reporter.ts";
import type { Series } from "../model/series.ts";
import type { Timeline } from "../model/timeline.ts";
import { loadGuarantees, loadOperations, loadReporters } from "../scenario/catalogue.ts";
import { writeResultFiles } from "./result-files.ts";

/** Judges a run from its journal alone; throws UsageError where the folder has none. */
export async function judgeRun(runFolder: string): Promise<ReporterInput> {
  const [guarantees, operations] = await Promise.all([loadGuarantees(), loadOperations()]);
  // Nothing keeps the journal itself: of a million samples that is memory.
  return judgeTimeline(buildTimeline(await readJournal(join(runFolder, journalFile), operations)), guarantees);
}

/** Returns a run's report, and its time series and course for who asks: nobody pays for what no reporter reads. */
export function judgeTimeline(timeline: Timeline, guarantees: Definitions): ReporterInput {
  const facts = factsOf(timeline);
  let series: Series | undefined;
  let course: Course | undefined;
  return {
    report: judgeFacts(facts, guarantees),
    get series() {
      series ??= seriesOf(facts);
      return series;
    },
    get course() {
      course ??= courseOf(facts, guarantees);
      return course;
    },
  };
}

/**
 * Writes the forms of a report into the run's folder, all of the harness's own where none are given; returns the files.
 * A reporter that throws is named on standard error.
 */
export async function writeReports(
  runFolder: string,
  judged: ReporterInput,
  forms?: readonly WrittenForm<ReporterInput>[],
): Promise<string[]> {
  return writeResultFiles(runFolder, forms ?? (await loadReporters()), judged);
}
