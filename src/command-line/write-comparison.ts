import { join } from "node:path";
import { type ComparisonTerms, compareRuns } from "../comparison/compare.ts";
import type { Comparison } from "../comparison/comparison.ts";
import { writeOutput } from "../host/output-file.ts";
import { UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { NamedRunSet } from "../reference/run-set-of.ts";
import { comparisonMarkdown } from "../report/comparison/markdown.ts";
import { comparisonSetPage } from "../report/comparison/page.ts";
import { comparisonText } from "../report/comparison/text.ts";
import { comparisonPage } from "../report/runs/comparison-page.ts";
import { toStderr, toStdout } from "../terminal/output.ts";

/** The shape of `compare --json` and of `reference check --json`, version 1. */
export interface WrittenComparison extends Comparison {
  /** The page's file. */
  readonly page: string;
  /** The same in Markdown. */
  readonly markdown: string;
}

/**
 * Compares two named sets of runs, writes page and Markdown, prints the result and sets the exit code: 0 better or same,
 * 1 worse beyond the tolerance, 3 cannot tell. Throws UsageError where they have no scenario in common.
 */
export function writeComparison(
  a: NamedRunSet,
  b: NamedRunSet,
  terms: ComparisonTerms,
  { output, json = false }: { readonly output?: string; readonly json?: boolean },
): void {
  for (const { folder, problem } of [...a.unread, ...b.unread])
    toStderr(`chaos: ${plainText(`${folder}: not read: ${problem}`)}\n`);
  const comparison = compareSets(a, b, terms);
  const page = output ?? join(b.folder, "comparison.html");
  const markdown = writePages(page, a, b, comparison);
  const written: WrittenComparison = { ...comparison, page, markdown };
  toStdout(json ? `${JSON.stringify(written, null, 2)}\n` : `${comparisonText(comparison)}wrote      ${page}\n`);
  process.exitCode = comparison.exitCode;
}

/** Compares two named sets of runs; throws UsageError where they have no scenario in common. */
export function compareSets(a: NamedRunSet, b: NamedRunSet, terms: ComparisonTerms = {}): Comparison {
  const comparison = compareRuns(a.set, b.set, terms);
  const apart = comparison.unmatched.filter(({ id }) => id === null);
  if (apart.length === a.set.scenarios.length + b.set.scenarios.length) throw noneInCommon(a, b);
  return comparison;
}

/** The same for two named sets; of two single runs the page has outages and failovers on one axis. */
export function writePages(page: string, a: NamedRunSet, b: NamedRunSet, comparison: Comparison): string {
  const isPair = a.single !== undefined && b.single !== undefined;
  return writeComparisonFiles(page, comparison, isPair ? comparisonPage(a.single, b.single) : undefined);
}

/** Writes the page of a comparison and the same in Markdown beside it; returns where that is. */
export function writeComparisonFiles(
  page: string,
  comparison: Comparison,
  text = comparisonSetPage(comparison),
): string {
  const markdown = `${page.replace(/\.html?$/, "")}.md`;
  writeOutput(page, text);
  writeOutput(markdown, comparisonMarkdown(comparison));
  return markdown;
}

function noneInCommon(a: NamedRunSet, b: NamedRunSet): UsageError {
  const names = ({ set }: NamedRunSet) => set.scenarios.map(({ scenario, on }) => `${scenario} (${on})`).join(", ");
  return new UsageError(`no scenario is in both: A ran ${names(a)}, and B ran ${names(b)}`);
}
