import { counted } from "../analysis/statistics/format.ts";
import type { Paint } from "../audit/text.ts";
import { plainText, plainTexts } from "../model/plain-text.ts";
import { wrap } from "../terminal/layout.ts";
import type { Finding, UpgradeFacts } from "./facts.ts";
import { upgradeChecks } from "./preflight.ts";

/** Columns of the severity before a finding's first line, and of the words below it. */
const indent = 9;
const below = 11;

/** The findings for people to read, in lines of at most so many columns. */
export function describePreflight(
  facts: Pick<UpgradeFacts, "version" | "target" | "nodes" | "apiServers">,
  findings: readonly Finding[],
  paint: Paint,
  width: number,
): string {
  const { target, nodes, apiServers } = facts;
  const version = plainText(facts.version);
  const asked = apiServers.filter(({ counted: told }) => told !== undefined).length;
  const head = `upgrade from ${version} to ${target.kubernetes}: ${counted(nodes.length, "node")}, ${asked} of ${counted(apiServers.length, "API server")} asked`;
  const paragraphs = [
    wrap(head, width).join("\n"),
    ...plainTexts(findings).map((finding) => describeFinding(finding, paint, width)),
    wrap(verdictOf(findings), width).join("\n"),
  ];
  return `\n${paragraphs.join("\n\n")}\n`;
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

function verdictOf(findings: readonly Finding[]): string {
  const checks = upgradeChecks.length;
  const stops = findings.filter(({ severity }) => severity === "stops").length;
  if (findings.length === 0) return `✓ nothing stops it: none of ${checks} checks found anything`;
  const rest = `of ${checks} checks: ${stops} stops, ${findings.length - stops} warns`;
  if (stops === 0) return `! nothing stops it; ${counted(findings.length, "finding")} ${rest}`;
  return `✗ it is refused: ${counted(findings.length, "finding")} ${rest}`;
}
