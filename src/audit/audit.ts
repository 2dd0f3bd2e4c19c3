import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { codeEnding } from "../host/own-package.ts";
import { cureOf } from "./cures.ts";
import type { AuditCheck, ClusterFacts, Finding, Severity } from "./facts.ts";

/** Severities, the worst first. */
export const severities: readonly Severity[] = ["high", "medium", "low"];

const folder = join(import.meta.dirname, "checks");

/** All checks, in alphabetical order: one file, one check. */
export async function loadChecks(): Promise<AuditCheck[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(codeEnding))
    .toSorted();
  return Promise.all(
    files.map(
      async (file) => ((await import(pathToFileURL(join(folder, file)).href)) as { default: AuditCheck }).default,
    ),
  );
}

/** What all checks find, the worst first; what belongs to the provider comes last among its like. */
export function audit(facts: ClusterFacts, checks: readonly AuditCheck[]): Finding[] {
  const rank = ({ severity, owner }: Finding) => severities.indexOf(severity) * 2 + Number(owner === "provider");
  return checks
    .flatMap((check) =>
      check.find(facts).map((finding) => ({ check: check.name, ...finding, cure: cureOf(finding.scenario) })),
    )
    .toSorted((a, b) => rank(a) - rank(b));
}
