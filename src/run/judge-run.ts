import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildTimeline } from "../analysis/timeline/timeline.ts";
import { judge } from "../analysis/verdict/judge.ts";
import { readJournal } from "../journal/reader.ts";
import { journalFile } from "../journal/writer.ts";
import type { Report } from "../model/report.ts";
import { loadGuarantees, loadReporters } from "../scenario/catalogue.ts";

/** Judges a run from its journal alone; throws UsageError where the folder has none. */
export async function judgeRun(runFolder: string): Promise<Report> {
  const guarantees = await loadGuarantees();
  // Nothing keeps the journal itself: of a million samples that is memory.
  return judge(buildTimeline(await readJournal(join(runFolder, journalFile))), guarantees);
}

/** Writes every form of a report into the run's folder; returns the files. */
export async function writeReports(runFolder: string, report: Report): Promise<string[]> {
  const reporters = await loadReporters();
  return Promise.all(
    reporters.map(async (reporter) => {
      const file = join(runFolder, reporter.file);
      await writeFile(file, reporter.render(report));
      return file;
    }),
  );
}
