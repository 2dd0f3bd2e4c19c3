import type { ApplicationAdvice } from "../model/application-state.ts";
import type { AdviceCheck, AdviceFacts } from "./advice-check.ts";
import { auditChecks } from "./audit-checks.ts";
import { barePods } from "./checks/bare-pods.ts";
import { lostJobs } from "./checks/lost-jobs.ts";
import { preStopWaits } from "./checks/pre-stop-waits.ts";
import { readiness } from "./checks/readiness.ts";
import { spread } from "./checks/spread.ts";
import { terminationGrace } from "./checks/termination-grace.ts";

const ownChecks: Readonly<Record<string, AdviceCheck>> = {
  spread,
  readiness,
  "pre-stop-waits": preStopWaits,
  "termination-grace": terminationGrace,
  "lost-jobs": lostJobs,
  "bare-pods": barePods,
};

/**
 * What in an application's own manifests makes an outage likely or longer, with what prevents it: an audit's checks of
 * its namespace, and what an audit of a cluster does not ask of every application on it.
 */
export function advise(facts: AdviceFacts): ApplicationAdvice[] {
  const audited = auditChecks.flatMap(({ name, find }) =>
    find(facts.cluster).map(({ subject, evidence, why, advice }) => ({ check: name, subject, evidence, why, advice })),
  );
  const together = audited.filter(({ check }) => check === "co-located-replicas").map(({ subject }) => subject);
  const own = Object.entries(ownChecks).flatMap(([check, find]) => find(facts).map((found) => ({ check, ...found })));
  // Where they are together it was told how they come apart.
  return [...audited, ...own.filter(({ check, subject }) => check !== "spread" || !together.includes(subject))];
}
