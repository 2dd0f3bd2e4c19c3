import { counted, describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Outcome } from "../../model/outcome.ts";
import { plainTexts } from "../../model/plain-text.ts";
import type { Report } from "../../model/report.ts";
import type { Assumption, Verdict } from "../../model/verdict.ts";
import { colorsOf, type Terminal } from "../../terminal/terminal.ts";
import { failoverLines } from "./console-failovers.ts";
import { laneLines } from "./console-lanes.ts";

const signs: Readonly<Record<Outcome, string>> = { pass: "✓", inconclusive: "?", fail: "✗" };

/**
 * The short verdict for a terminal: a row for each guarantee, why for those that did not pass, and what did not hold.
 */
export function renderVerdict(judged: Report, { color, width }: Pick<Terminal, "color" | "width">): string {
  const report = plainTexts(judged);
  const chalk = colorsOf({ color });
  const paint = { pass: chalk.green, inconclusive: chalk.yellow, fail: chalk.red };
  const shown = Math.max(60, Math.min(width, 160));
  const rows = report.verdicts.map(rowOf);
  const widths = { limit: widest(rows, "limit"), measured: widest(rows, "measured") };
  const promiseWidth = Math.max(24, shown - widths.limit - widths.measured - 6);
  const held = report.assumptions.filter((assumption) => assumption.outcome === "pass").length;
  const broken = report.assumptions.filter((assumption) => assumption.outcome !== "pass");
  const lines = [
    "",
    chalk.bold(`${report.scenario}: ${report.summary}`),
    chalk.dim(describeRun(report)),
    "",
    ...(report.server === null ? [] : [...laneLines(report), ""]),
    ...(rows.length === 0 ? [] : [chalk.dim(headLine(promiseWidth, widths))]),
    ...rows.flatMap((row) => {
      const [first = "", ...more] = wrap(row.promise, promiseWidth);
      const figures = `${row.limit.padStart(widths.limit)}  ${row.measured.padStart(widths.measured)}`;
      const head = `${paint[row.outcome](signs[row.outcome])} ${first.padEnd(promiseWidth)}  ${figures}`.trimEnd();
      const why =
        row.outcome === "pass" ? [] : wrap(row.why, shown - 4).map((line) => paint[row.outcome](`    ${line}`));
      return [head, ...more.map((line) => `  ${line}`), ...why];
    }),
    ...failoverLines(report).flatMap(({ text, deviates }, index) => [
      ...(index === 0 ? [""] : []),
      ...wrap(text, shown - 4).map((line, part) =>
        chalk[deviates ? "yellow" : "dim"](`${part === 0 ? "  " : "    "}${line}`),
      ),
    ]),
    "",
    `${paint[broken.length === 0 ? "pass" : "inconclusive"](signs[broken.length === 0 ? "pass" : "inconclusive"])} ${held} of ${counted(report.assumptions.length, "assumption")} about the run held`,
    ...broken.flatMap((assumption) => explain(assumption, shown).map((line) => chalk.yellow(line))),
    ...wrap(report.machine.stolen, shown - 2).map((line) => chalk.dim(`  ${line}`)),
    ...(report.myth === null
      ? []
      : ["", ...wrap(`"${report.myth.claim}" ${report.myth.verdict}`, shown).map((line) => chalk.bold(line))]),
    "",
    paint[report.outcome].bold(`${signs[report.outcome]} ${conclusion(report)}`),
    "",
  ];
  return lines.join("\n");
}

function headLine(promiseWidth: number, widths: { limit: number; measured: number }): string {
  return `  ${"guarantee".padEnd(promiseWidth)}  ${"limit".padStart(widths.limit)}  ${"measured".padStart(widths.measured)}`;
}

interface Row {
  readonly promise: string;
  readonly limit: string;
  readonly measured: string;
  readonly outcome: Outcome;
  readonly why: string;
}

function rowOf(verdict: Verdict): Row {
  return {
    promise: verdict.promise,
    limit: verdict.limitMs === undefined ? "" : formatMs(verdict.limitMs),
    measured: verdict.measuredMs === undefined ? "" : describeBounds(verdict.measuredMs),
    outcome: verdict.outcome,
    why: verdict.summary,
  };
}

function widest(rows: readonly Row[], column: "limit" | "measured"): number {
  return Math.max(column.length, ...rows.map((row) => row[column].length));
}

function explain({ name, summary }: Assumption, width: number): string[] {
  return wrap(`did not hold: ${name}: ${summary}`, width - 4).map((line) => `    ${line}`);
}

function describeRun(report: Report): string {
  const { cluster, server } = report;
  const where =
    server !== null
      ? `${server.url}, Kubernetes ${server.kubernetes}`
      : cluster === null
        ? "no cluster"
        : `${cluster.topology}, ${cluster.profile} timings, Kubernetes ${cluster.kubernetes}`;
  return `${report.run}  ${where}  ${formatMs(report.durationMs)}  seed ${report.seed}`;
}

function conclusion(report: Report): string {
  const failed = report.verdicts.filter((verdict) => verdict.outcome === "fail").length;
  if (report.outcome === "fail") return `FAIL: ${counted(failed, "guarantee")} broke`;
  if (report.outcome === "inconclusive") {
    return `INCONCLUSIVE: ${report.machine.notCarried ?? "nothing was shown either way; the reasons are above"}`;
  }
  if (report.verdicts.length === 0)
    return "MEASURED: no limit was given, so nothing was judged but the measuring itself";
  return `PASS: ${counted(report.verdicts.length, "guarantee")} held`;
}

/** Breaks a line at spaces; a longer word stays whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
