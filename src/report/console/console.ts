import { counted } from "../../analysis/statistics/format.ts";
import { kubernetesOf } from "../../model/cluster.ts";
import { formatMs } from "../../model/duration.ts";
import { plainTexts } from "../../model/plain-text.ts";
import type { Report } from "../../model/report.ts";
import type { Assumption } from "../../model/verdict.ts";
import { cut, wrap } from "../../terminal/layout.ts";
import { colorsOf, type Terminal } from "../../terminal/terminal.ts";
import { timingsInWords } from "../parts/cluster-words.ts";
import { conclusionOf } from "../parts/conclusion.ts";
import { adviceLines } from "./console-advice.ts";
import { failoverLines } from "./console-failovers.ts";
import { guaranteeLines, signs } from "./console-guarantees.ts";
import { laneLines } from "./console-lanes.ts";
import { upgradeLines } from "./console-upgrade.ts";

/**
 * The short verdict for a terminal: a row for each guarantee, why for those that did not pass, what did not hold; and at
 * the end once more, with figures, what decided. No line is wider than the terminal.
 */
export function renderVerdict(judged: Report, { color, width }: Pick<Terminal, "color" | "width">): string {
  const report = plainTexts(judged);
  const chalk = colorsOf({ color });
  const paint = { pass: chalk.green, inconclusive: chalk.yellow, fail: chalk.red };
  const block = (lines: readonly string[]) => (lines.length === 0 ? [] : [...lines, ""]);
  const { headline, repeated, more } = conclusionOf(report);
  const lines = [
    "",
    ...wrap(`${report.scenario}: ${report.summary}`, width).map((line) => chalk.bold(line)),
    ...wrap(describeRun(report), width, 2).map((line) => chalk.dim(line)),
    "",
    ...(report.server === null ? [] : block(laneLines(report, width))),
    ...block(
      guaranteeLines(report.verdicts, width).map(({ text, outcome, isHead }) => {
        if (isHead) return chalk.dim(text);
        if (outcome === undefined) return text;
        // Of a row its sign alone is coloured; what says why it did not hold is coloured whole.
        return text.startsWith(" ") ? paint[outcome](text) : `${paint[outcome](text.slice(0, 1))}${text.slice(1)}`;
      }),
    ),
    ...block(upgradeLines(report, width).map(({ text, isFinding }) => chalk[isFinding ? "yellow" : "dim"](text))),
    ...block(failoverLines(report, width).map(({ text, deviates }) => chalk[deviates ? "yellow" : "dim"](text))),
    ...block(adviceLines(report, width)),
    ...assumptionLines(report, width).map(({ text, outcome }) => paint[outcome](text)),
    ...wrap(report.machine.stolen, width - 2).map((line) => chalk.dim(`  ${line}`)),
    ...(report.myth === null
      ? []
      : ["", ...wrap(`"${report.myth.claim}" ${report.myth.verdict}`, width).map((line) => chalk.bold(line))]),
    "",
    ...wrap(`${signs[report.outcome]} ${headline}`, width, 2).map((line) => paint[report.outcome].bold(line)),
    ...repeated.flatMap(({ outcome, text }) =>
      // All of it is above: here it is enough to know what it was.
      wrap(cut(`${signs[outcome]} ${text}`, 3 * width), width - 2, 2).map((line) => paint[outcome](`  ${line}`)),
    ),
    ...(more === 0 ? [] : [`  and ${more} more`]),
    "",
  ];
  return lines.join("\n");
}

function assumptionLines(
  { assumptions }: Report,
  width: number,
): { readonly text: string; readonly outcome: "pass" | "inconclusive" }[] {
  const broken = assumptions.filter((assumption) => assumption.outcome !== "pass");
  const outcome = broken.length === 0 ? "pass" : "inconclusive";
  const held = assumptions.length - broken.length;
  const head = `${signs[outcome]} ${held} of ${counted(assumptions.length, "assumption")} about the run held`;
  return [
    ...wrap(head, width, 2).map((text) => ({ text, outcome }) as const),
    ...broken.flatMap((one) => explain(one, width).map((text) => ({ text, outcome: "inconclusive" }) as const)),
  ];
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
        : `${cluster.topology}, ${timingsInWords(cluster)}, Kubernetes ${kubernetesOf(cluster)}`;
  return `${report.run}, ${where}, took ${formatMs(report.durationMs)}, seed ${report.seed}`;
}
