import { join } from "node:path";
import { messageOf } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { curesMarkdown } from "../report/cures/markdown.ts";
import { curesPage } from "../report/cures/page.ts";
import type { JudgedPair, JudgedSide } from "../report/cures/pair.ts";
import { writeResultFiles } from "../run/result-files.ts";
import type { Pair } from "../scenario/pairs.ts";

/** What was run of each scenario so far, by its name. */
export type Sides = Map<string, JudgedSide>;

/** Notes one more run of a scenario: of those before it only their outcomes are kept. */
export function noteSide(sides: Sides, report: Report): void {
  const { report: last = null, before = [] } = sides.get(report.scenario) ?? {};
  const outcomes = last === null ? [] : [...before, last.outcome];
  sides.set(report.scenario, { scenario: report.scenario, report, before: outcomes });
}

/** Both sides of pairs as they were run, by the last report of each scenario; a side that was not run has none. */
export function judgedPairs(pairs: readonly Pair[], sides: Sides): JudgedPair[] {
  const side = (scenario: string) => sides.get(scenario) ?? { scenario, report: null, before: [] };
  return pairs.map(({ disease, cure }) => ({ disease: side(disease), cure: side(cure) }));
}

/**
 * Writes each pair side by side, as a page and in Markdown, beside the suite's summary; returns the page's file,
 * undefined where there is no pair. What cannot be written is told.
 */
export async function writeCures(
  folder: string,
  pairs: readonly JudgedPair[],
  tell: (line: string) => void,
): Promise<string | undefined> {
  if (pairs.length === 0) return undefined;
  const forms = [
    { file: "cures.html", render: curesPage },
    { file: "cures.md", render: curesMarkdown },
  ];
  try {
    await writeResultFiles(folder, forms, pairs, tell);
    return join(folder, "cures.html");
  } catch (error) {
    tell(messageOf(error));
    return undefined;
  }
}
