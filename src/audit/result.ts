import { audit } from "./audit.ts";
import type { AuditCheck, ClusterFacts, Finding, Severity } from "./facts.ts";
import { controlPlaneNodes } from "./objects.ts";

/** What `audit --json` prints, version 1. */
export interface AuditResult {
  readonly version: 1;
  /** URL of the API server. */
  readonly server: string;
  /** The API server's version, and how many objects of each kind there are. */
  readonly summary: {
    readonly kubernetes: string;
    readonly nodes: number;
    readonly controlPlanes: number;
    readonly pods: number;
    readonly deployments: number;
    readonly statefulSets: number;
  };
  readonly failOn: Severity | "never";
  /** The severest first. */
  readonly findings: readonly Finding[];
  readonly checks: readonly Pick<AuditCheck, "name" | "about">[];
}

/** Returns what all checks find in the facts of a cluster, with what was looked at. */
export function auditResult(
  server: string,
  facts: ClusterFacts,
  checks: readonly AuditCheck[],
  failOn: AuditResult["failOn"],
): AuditResult {
  const { nodes, pods, deployments, statefulSets, version } = facts;
  return {
    version: 1,
    server,
    summary: {
      kubernetes: version,
      nodes: nodes.length,
      controlPlanes: controlPlaneNodes(facts).length,
      pods: pods.length,
      deployments: deployments.length,
      statefulSets: statefulSets.length,
    },
    failOn,
    findings: audit(facts, checks),
    checks: checks.map(({ name, about }) => ({ name, about })),
  };
}
