import { counted } from "../analysis/statistics/format.ts";
import { wrap } from "../terminal/layout.ts";
import { severities } from "./audit.ts";
import { commandOf } from "./cures.ts";
import type { Finding, Severity } from "./facts.ts";
import type { AuditResult } from "./result.ts";

/** What paints a word of the terminal's text. */
export interface Paint {
  red(text: string): string;
  yellow(text: string): string;
  dim(text: string): string;
}

/** The result for people to read, in lines of at most so many columns. */
export function describeAudit(result: AuditResult, paint: Paint, width: number): string {
  const { server, summary, findings, accepted, excluded, notes } = result;
  const { kubernetes, platform, nodes, controlPlanes, pods } = summary;
  const left = excluded.filter((one) => one.findings > 0);
  const whole = (text: string) => wrap(text, width).join("\n");
  const head = `${server}: Kubernetes ${kubernetes} (${platform}), ${controlPlanes} control planes of ${nodes} nodes, ${pods} pods`;
  const paragraphs = [
    whole(head),
    ...findings.map((finding) => describeFinding(finding, paint, width)),
    ...accepted.map((finding) => paint.dim(describeAccepted(finding, width))),
    notes.map((note) => whole(`note: ${note}`)).join("\n"),
    left
      .map(({ words, findings: of }) => whole(`left out by --exclude ${words}: ${counted(of, "finding")}`))
      .join("\n"),
    whole(verdictOf(result)),
  ];
  return `\n${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

/** Columns of the severity before a finding's first line, and of the words below it. */
const indent = 10;
const below = 12;

function describeFinding(finding: Finding, paint: Paint, width: number): string {
  const { check, severity, subject, owner, evidence, why, advice, cure } = finding;
  const marks: Record<Severity, string> = {
    high: paint.red("✗ high  "),
    medium: paint.yellow("! medium"),
    low: paint.dim("~ low   "),
  };
  const whose = owner === "provider" ? ", the provider's" : owner === "system" ? ", the cluster's own" : "";
  const [first = "", ...more] = wrap(`${subject}: ${evidence} [${check}${whose}]`, width - indent);
  const words = [
    `why: ${why}`,
    `do: ${advice}`,
    `see: ${commandOf(finding)}${cure === null ? "" : ` (${cure} shows it mended)`}`,
  ];
  return [
    `${marks[severity]}  ${first}`,
    ...more.map((line) => " ".repeat(indent) + line),
    ...words.flatMap((text) => wrap(text, width - below, 5)).map((line) => " ".repeat(below) + line),
  ].join("\n");
}

/** A finding that is accepted, an audit's or one before an upgrade, in lines of at most so many columns. */
export function describeAccepted(
  finding: Pick<AuditResult["accepted"][number], "check" | "subject" | "evidence" | "reason" | "until"> & {
    readonly severity: string;
  },
  width: number,
): string {
  const { check, severity, subject, evidence, reason, until } = finding;
  const [first = "", ...more] = wrap(`${subject}: ${evidence} [${check}, ${severity}]`, width - below);
  return [
    `= accepted  ${first}`,
    ...[...more, ...wrap(`until ${until}: ${reason}`, width - below, 5)].map((line) => " ".repeat(below) + line),
  ].join("\n");
}

function verdictOf({ findings, accepted, checks }: AuditResult): string {
  const besides = accepted.length === 0 ? "" : `; ${accepted.length} accepted`;
  if (findings.length === 0)
    return `✓ none of ${checks.length} checks found anything${accepted.length === 0 ? "" : " else"}${besides}`;
  const counts = severities.map((one) => `${findings.filter(({ severity }) => severity === one).length} ${one}`);
  return `${counted(findings.length, "finding")} of ${checks.length} checks: ${counts.join(", ")}${besides}`;
}
