import { type Acceptance, type AcceptedFinding, accept } from "./acceptance.ts";
import { audit } from "./audit.ts";
import { exclude } from "./exclusion.ts";
import type { AuditCheck, ClusterFacts, Finding } from "./facts.ts";
import { controlPlaneNodes } from "./objects.ts";
import { platformOf } from "./platforms.ts";
import { clockNotes } from "./server-clock.ts";

/** What `audit --json` prints, version 1. */
export interface AuditResult {
  readonly version: 1;
  /** URL of the API server. */
  readonly server: string;
  /** The API server's version, and how many objects of each kind there are. */
  readonly summary: {
    readonly kubernetes: string;
    readonly platform: string;
    readonly nodes: number;
    readonly controlPlanes: number;
    readonly pods: number;
    readonly deployments: number;
    readonly statefulSets: number;
  };
  /** As the person wrote it. */
  readonly failOn: string;
  /** The severest first. */
  readonly findings: readonly Finding[];
  /** What was found and does not count, with the reason and the last day. */
  readonly accepted: readonly AcceptedFinding[];
  /** What a person left out, and how many findings that were. */
  readonly excluded: readonly { readonly words: string; readonly findings: number }[];
  /** What could not be seen, and what is to be said of acceptances and exclusions. */
  readonly notes: readonly string[];
  readonly checks: readonly Pick<AuditCheck, "name" | "about">[];
}

/** What a person asks of an audit besides the findings. */
export interface AuditWishes {
  readonly failOn: string;
  readonly exclude: readonly string[];
  readonly acceptances: readonly Acceptance[];
}

/** Returns what all checks find in the facts of a cluster, with what was looked at; notes of the reading come first. */
export function auditResult(
  server: string,
  facts: ClusterFacts,
  checks: readonly AuditCheck[],
  wishes: AuditWishes,
  notes: readonly string[] = [],
): AuditResult {
  const { nodes, pods, deployments, statefulSets, version } = facts;
  const { kept, exclusions } = exclude(audit(facts, checks), wishes.exclude);
  const { open, accepted, notes: ofAcceptances } = accept(kept, wishes.acceptances, facts.now);
  const idle = exclusions.filter(({ findings }) => findings.length === 0);
  return {
    version: 1,
    server,
    summary: {
      kubernetes: version,
      platform: platformOf(facts).name,
      nodes: nodes.length,
      controlPlanes: controlPlaneNodes(facts).length,
      pods: pods.length,
      deployments: deployments.length,
      statefulSets: statefulSets.length,
    },
    failOn: wishes.failOn,
    findings: open,
    accepted,
    excluded: exclusions.map(({ words, findings }) => ({ words, findings: findings.length })),
    notes: [
      ...clockNotes(facts),
      ...notes,
      ...ofAcceptances,
      ...idle.map(({ words }) => `--exclude ${words} leaves nothing out`),
    ],
    checks: checks.map(({ name, about }) => ({ name, about })),
  };
}
