import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { codeEnding } from "../host/own-package.ts";
import type { Finding, Severity, UpgradeCheck, UpgradeFacts } from "./facts.ts";

const folder = join(import.meta.dirname, "checks");
const files = readdirSync(folder).filter((file) => file.endsWith(codeEnding));

/** Severities, the worst first. */
export const severities: readonly Severity[] = ["stops", "warns"];

/** All checks, in alphabetical order: one file, one check. */
export const upgradeChecks: readonly UpgradeCheck[] = await Promise.all(
  files
    .toSorted()
    .map(async (file) => ((await import(pathToFileURL(join(folder, file)).href)) as { default: UpgradeCheck }).default),
);

/** What would stop an upgrade or be lost by it, what stops it first; pure. */
export function preflight(facts: UpgradeFacts): Finding[] {
  return upgradeChecks
    .flatMap((check) => check.find(facts).map((finding) => ({ check: check.name, ...finding })))
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
