import { counted } from "../analysis/statistics/format.ts";
import { describeAccepted, type Paint } from "../audit/text.ts";
import { plainTexts } from "../model/plain-text.ts";
import { wrap } from "../terminal/layout.ts";
import type { Finding } from "./facts.ts";
import { exitCodeOf, type PreflightResult } from "./result.ts";

/** Columns of the severity before a finding's first line, and of the words below it. */
const indent = 9;
const below = 11;

/** The result for people to read, in lines of at most so many columns. */
export function describePreflight(result: PreflightResult, paint: Paint, width: number): string {
  const { server, from, to, nodes, apiServers, findings, accepted, notes } = plainTexts(result);
  const { found, asked } = apiServers;
  const whole = (text: string) => wrap(text, width).join("\n");
  const head = `${server}: upgrade from ${from} to ${to}: ${counted(nodes, "node")}, ${asked} of ${counted(found, "API server")} asked`;
  const paragraphs = [
    whole(head),
    ...findings.map((finding) => describeFinding(finding, paint, width)),
    ...accepted.map((finding) => paint.dim(describeAccepted(finding, width))),
    notes.map((note) => whole(`note: ${note}`)).join("\n"),
    whole(verdictOf(result)),
  ];
  return `\n${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

function describeFinding({ check, severity, subject, evidence, why, advice }: Finding, paint: Paint, width: number) {
  const mark = severity === "stops" ? paint.red("✗ stops") : paint.yellow("! warns");
  const [first = "", ...more] = wrap(`${subject}: ${evidence} [${check}]`, width - indent);
  return [
    `${mark}  ${first}`,
    ...more.map((line) => " ".repeat(indent) + line),
    ...[`why: ${why}`, `do: ${advice}`]
      .flatMap((text) => wrap(text, width - below, 5))
      .map((line) => " ".repeat(below) + line),
  ].join("\n");
}

function verdictOf(result: PreflightResult): string {
  const { findings, accepted, checks } = result;
  const besides = accepted.length === 0 ? "" : `; ${accepted.length} accepted`;
  if (findings.length === 0) return `✓ nothing stops it: none of ${checks.length} checks found anything${besides}`;
  const stops = findings.filter(({ severity }) => severity === "stops").length;
  const rest = `of ${checks.length} checks: ${stops} stops, ${findings.length - stops} warns${besides}`;
  if (stops > 0) return `✗ it is refused: ${counted(findings.length, "finding")} ${rest}`;
  return exitCodeOf(result) === 3
    ? `? whether anything stops it cannot be told, because not all could be read; ${counted(findings.length, "finding")} ${rest}`
    : `! nothing stops it; ${counted(findings.length, "finding")} ${rest}`;
}
