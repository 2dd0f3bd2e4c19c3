import { createHash } from "node:crypto";
import { commandOf, cureOf } from "./cures.ts";
import type { AuditCheck, Finding, Severity } from "./facts.ts";
import type { AuditResult } from "./result.ts";

const levels = { high: "error", medium: "warning", low: "note" } as const satisfies Record<Severity, string>;

/**
 * The result in SARIF 2.1.0 (OASIS), as code hosts show it. Hosts want a file for every result: objects of a cluster have
 * none, so that each gets a path of its own that says which it is. What is accepted is there as suppressed.
 */
export function sarifOf(result: AuditResult, checks: readonly AuditCheck[], toolVersion: string): object {
  const rules = checks.map(ruleOf);
  const index = (name: string) => checks.findIndex((check) => check.name === name);
  const row = (finding: Finding) => ({ ...resultOf(finding), ruleIndex: index(finding.check) });
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "kind-chaos audit", version: toolVersion, rules } },
        automationDetails: { id: `kind-chaos-audit/${result.server}` },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: result.notes.map((text) => ({ level: "note", message: { text } })),
          },
        ],
        properties: { server: result.server, ...result.summary, excluded: result.excluded },
        results: [
          ...result.findings.map(row),
          ...result.accepted.map(({ reason, until, ...finding }) => ({
            ...row(finding),
            suppressions: [{ kind: "external", status: "accepted", justification: `${reason} (until ${until})` }],
          })),
        ],
      },
    ],
  };
}

function ruleOf({ name, about, scenarios }: AuditCheck): object {
  const shown = scenarios.map((scenario) => commandOf({ scenario, cure: cureOf(scenario) }));
  return {
    id: name,
    name: name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: about },
    fullDescription: { text: `Looks for ${name}: ${about}.` },
    help: {
      text: `Scenarios that show it: ${shown.join("; ")}`,
      markdown: `Scenarios that show it:\n\n${shown.map((command) => `- \`${command}\``).join("\n")}`,
    },
    properties: { tags: ["availability", "kubernetes"], precision: "high" },
  };
}

function resultOf({ check, severity, subject, owner, evidence, why, advice, scenario, cure }: Finding): object {
  return {
    ruleId: check,
    level: levels[severity],
    message: { text: `${subject}: ${evidence}. Why: ${why}. Fix: ${advice}. See: ${commandOf({ scenario, cure })}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: pathOf(subject) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: subject, kind: "resource" }],
      },
    ],
    // What a host tells findings of two audits apart by: neither figures nor wording may be in it.
    partialFingerprints: { "kindChaosAudit/v1": createHash("sha256").update(`${check}\n${subject}`).digest("hex") },
    properties: { severity, owner, scenario, ...(cure === null ? {} : { cure }) },
  };
}

/** "kubernetes/shop/Deployment/web" for "Deployment shop/web", and "kubernetes/etcd" for "etcd". */
function pathOf(subject: string): string {
  const [, kind, rest] = /^([A-Z]\w*) (\S+)$/.exec(subject) ?? [];
  const [namespace, name] = rest?.split("/") ?? [];
  const parts = name === undefined ? [kind ?? subject, ...(rest === undefined ? [] : [rest])] : [namespace, kind, name];
  return ["kubernetes", ...parts].map((part) => encodeURIComponent(part ?? "")).join("/");
}
