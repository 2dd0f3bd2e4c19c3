import { counted } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import { plainOnce } from "../../model/plain-text.ts";
import type { Suite } from "../../model/suite.ts";
import { cut, pad, widestOf, wrap } from "../../terminal/layout.ts";
import { colorsOf, type Terminal } from "../../terminal/terminal.ts";
import { describeCounts, type Row, type RowOutcome, rowsOf } from "../parts/suite-rows.ts";
import { describeSeed, isAllowed, notesOf, noticesOf } from "../parts/suite-words.ts";

const signs: Readonly<Record<RowOutcome, string>> = {
  pass: "✓",
  inconclusive: "?",
  fail: "✗",
  "not run": "·",
  unsupported: "·",
};

/** Runs that broke, once more at the end; all of them are in the table. */
const mostRepeated = 10;

/** The fewest columns of the worst guarantee beside the others; where there are fewer, it stands below them. */
const leastWorst = 36;

/** The table of several runs for a terminal, what they came to together, and once more what broke. */
export function renderSuite(summary: Suite, { color, width }: Pick<Terminal, "color" | "width">): string {
  const suite = plainOnce(summary);
  const chalk = colorsOf({ color });
  const { green, yellow, red, dim } = chalk;
  const paint = { pass: green, inconclusive: yellow, fail: red, "not run": dim, unsupported: dim };
  const rows = rowsOf(suite);
  const { head, linesOf } = layoutOf(rows, width);
  const allowed = isAllowed(suite) ? ", allowed" : "";
  const last = `${signs[suite.outcome]} ${suite.outcome.toUpperCase()}${allowed}: ${describeCounts(suite)}`;
  return [
    "",
    ...head.map((line) => chalk.dim(line)),
    ...rows.flatMap((row, index) => [
      ...linesOf(row).map((line) => paint[row.outcome](line)),
      ...notesOf(suite, index).flatMap((note) => wrap(note, width - 4).map((line) => `    ${line}`)),
    ]),
    "",
    ...noticesOf(suite).flatMap((notice) => wrap(notice, width - 2, 2).map((line) => `  ${line}`)),
    ...wrap(last, width, 2).map((line) => paint[suite.outcome].bold(line)),
    ...repeatedLines(rows, width).map((line) => chalk.red(line)),
    ...wrap(describeEnd(suite), width - 2).map((line) => chalk.dim(`  ${line}`)),
    "",
  ].join("\n");
}

/** How rows are laid out: in columns where there is room for the worst guarantee, else below each other. */
function layoutOf(rows: readonly Row[], width: number) {
  const widest = (title: string, column: keyof Row) => widestOf([title, ...rows.map((row) => row[column])]);
  const scenario = widest("scenario", "scenario");
  const label = widest("outcome", "label");
  const duration = widest("duration", "duration");
  const report = widest("report", "report");
  const room = width - scenario - label - duration - report - 2 - 4 * 2;
  if (room < leastWorst) return { head: [], linesOf: (row: Row) => stacked(row, width) };
  const line = (row: Omit<Row, "outcome">) =>
    [
      pad(row.scenario, scenario),
      pad(row.label, label),
      pad(row.duration, duration, "start"),
      pad(cut(row.worst, room), room),
      row.report,
    ].join("  ");
  const titles = { scenario: "scenario", label: "outcome", duration: "duration", worst: "worst guarantee" };
  return {
    head: [`  ${line({ ...titles, report: "report" })}`],
    linesOf: (row: Row) => [`${signs[row.outcome]} ${line(row)}`.trimEnd()],
  };
}

function stacked({ scenario, outcome, label, duration, worst, report }: Row, width: number): string[] {
  const first = [`${signs[outcome]} ${scenario}: ${label}`, ...(duration === "" ? [] : [duration])].join(", ");
  const below = [worst, report].filter((text) => text !== "");
  return [...wrap(first, width, 2), ...below.flatMap((text) => wrap(text, width - 4).map((line) => `    ${line}`))];
}

/** What broke, with its figures: whoever reads a log from its end has them. */
function repeatedLines(rows: readonly Row[], width: number): string[] {
  const broken = rows.filter(({ outcome }) => outcome === "fail");
  const more = broken.length - mostRepeated;
  const texts = [
    ...broken.slice(0, mostRepeated).map(({ scenario, worst }) => `${signs.fail} ${scenario}: ${worst}`),
    ...(more > 0 ? [`and ${more} more, above`] : []),
  ];
  return texts.flatMap((text) => wrap(text, width - 2, 2).map((line) => `  ${line}`));
}

function describeEnd(suite: Suite): string {
  const { end, durationMs, clustersCreated } = suite;
  return `${end} in ${formatMs(durationMs)}, ${counted(clustersCreated, "cluster")} created, ${describeSeed(suite)}`;
}
