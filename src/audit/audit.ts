import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AuditCheck, ClusterFacts, Finding, Severity } from "./facts.ts";

/** Severities, the worst first. */
export const severities: readonly Severity[] = ["high", "medium", "low"];

const folder = join(import.meta.dirname, "checks");

/** All checks, in alphabetical order: one file, one check. */
export async function loadChecks(): Promise<AuditCheck[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .toSorted();
  return Promise.all(
    files.map(
      async (file) => ((await import(pathToFileURL(join(folder, file)).href)) as { default: AuditCheck }).default,
    ),
  );
}

/** What all checks find, the worst first. */
export function audit(facts: ClusterFacts, checks: readonly AuditCheck[]): Finding[] {
  return checks
    .flatMap((check) => check.find(facts).map((finding) => ({ check: check.name, ...finding })))
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Whether one of the findings is as severe as a limit, or worse; "never" is a limit that nothing reaches. */
export function reaches(findings: readonly Finding[], limit: Severity | "never"): boolean {
  return (
    limit !== "never" && findings.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(limit))
  );
}
