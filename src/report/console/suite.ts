import { counted } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import { plainTexts } from "../../model/plain-text.ts";
import type { Suite } from "../../model/suite.ts";
import { colorsOf, type Terminal } from "../../terminal/terminal.ts";
import { describeCounts, type Row, type RowOutcome, rowsOf } from "../parts/suite-rows.ts";
import { isAllowed, notesOf, noticesOf } from "../parts/suite-words.ts";

const signs: Readonly<Record<RowOutcome, string>> = {
  pass: "✓",
  inconclusive: "?",
  fail: "✗",
  "not run": "·",
  unsupported: "·",
};

/** The table of several runs for a terminal, and what they came to together. */
export function renderSuite(summary: Suite, { color, width }: Pick<Terminal, "color" | "width">): string {
  const suite = plainTexts(summary);
  const chalk = colorsOf({ color });
  const paint = {
    pass: chalk.green,
    inconclusive: chalk.yellow,
    fail: chalk.red,
    "not run": chalk.dim,
    unsupported: chalk.dim,
  };
  const shown = Math.max(60, Math.min(width, 200));
  const rows = rowsOf(suite);
  const widest = (column: keyof Row) => Math.max(column.length, ...rows.map((row) => row[column].length));
  const widths = {
    scenario: widest("scenario"),
    outcome: Math.max("outcome".length, widest("label")),
    duration: widest("duration"),
    report: widest("report"),
  };
  const worstWidth = Math.max(
    20,
    shown - widths.scenario - widths.outcome - widths.duration - widths.report - 2 - 4 * 2,
  );
  const line = (row: Record<Exclude<keyof Row, "outcome">, string>) =>
    [
      row.scenario.padEnd(widths.scenario),
      row.label.padEnd(widths.outcome),
      row.duration.padStart(widths.duration),
      cut(row.worst, worstWidth).padEnd(worstWidth),
      row.report,
    ].join("  ");
  const head = {
    scenario: "scenario",
    label: "outcome",
    duration: "duration",
    worst: "worst guarantee",
    report: "report",
  };
  return [
    "",
    chalk.dim(`  ${line(head)}`.trimEnd()),
    ...rows.flatMap((row, index) => [
      paint[row.outcome](`${signs[row.outcome]} ${line(row)}`.trimEnd()),
      ...notesOf(suite, index).map((note) => `    ${cut(note, 3 * shown)}`),
    ]),
    "",
    ...noticesOf(suite).map((notice) => `  ${notice}`),
    paint[suite.outcome].bold(
      `${signs[suite.outcome]} ${suite.outcome.toUpperCase()}${isAllowed(suite) ? ", allowed" : ""}: ${describeCounts(suite)}`,
    ),
    chalk.dim(
      `  ${suite.end} in ${formatMs(suite.durationMs)}, ${counted(suite.clustersCreated, "cluster")} created, seed ${suite.seed}`,
    ),
    "",
  ].join("\n");
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
