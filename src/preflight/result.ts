import { type Acceptance, type AcceptedFinding, accept } from "../audit/acceptance.ts";
import { clockNotes } from "../audit/server-clock.ts";
import type { Finding, UpgradeCheck, UpgradeFacts } from "./facts.ts";
import { preflight, severities, upgradeChecks } from "./preflight.ts";

/** What `preflight --json` prints, version 1. */
export interface PreflightResult {
  readonly version: 1;
  /** URL of the API server. */
  readonly server: string;
  /** "v1.36.4", as the API server tells it, and "v1.37.0", as it was asked for. */
  readonly from: string;
  readonly to: string;
  readonly nodes: number;
  /** API servers that were found, and how many of them told what was asked of them. */
  readonly apiServers: { readonly found: number; readonly asked: number };
  /** What would stop the upgrade comes first. */
  readonly findings: readonly Finding[];
  /** What was found and does not count, with the reason and the last day. */
  readonly accepted: readonly AcceptedFinding<Finding>[];
  /** What is to be said of acceptances. */
  readonly notes: readonly string[];
  readonly checks: readonly Pick<UpgradeCheck, "name" | "about">[];
}

/** Returns what all checks find before an upgrade of the cluster at `server`. */
export function preflightResult(
  server: string,
  facts: UpgradeFacts,
  acceptances: readonly Acceptance[],
): PreflightResult {
  const { open, accepted, notes } = accept(preflight(facts), acceptances, facts.now, severities);
  const { version, target, nodes, apiServers } = facts;
  return {
    version: 1,
    server,
    from: version,
    to: target.kubernetes,
    nodes: nodes.length,
    apiServers: { found: apiServers.length, asked: apiServers.filter(({ counted }) => counted !== undefined).length },
    findings: open,
    accepted,
    notes: [...clockNotes(facts), ...notes],
    checks: upgradeChecks.map(({ name, about }) => ({ name, about })),
  };
}

/** The exit code: 1 where something stops the upgrade, 3 where something could not be read and nobody accepts that, else 0. */
export function exitCodeOf({ findings }: Pick<PreflightResult, "findings">): 0 | 1 | 3 {
  if (findings.some(({ severity }) => severity === "stops")) return 1;
  return findings.some(({ check }) => check === notReadCheck) ? 3 : 0;
}

/** The check that tells what could not be read. */
export const notReadCheck = "not-read";
