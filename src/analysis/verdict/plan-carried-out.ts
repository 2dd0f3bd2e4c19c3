import type { Scope } from "../../model/guarantee.ts";
import { namesIn, type PlanStep } from "../../model/run-plan.ts";
import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { counted } from "../statistics/format.ts";
import { assume } from "./assume.ts";
import { namesProblem } from "./plan-names.ts";
import { looksProblem, readingsProblem } from "./plan-readings.ts";
import { holdName, holds, StepProblem, stepEnd } from "./plan-steps.ts";

/** The name of the assumption that the run did what its scenario says, and proved it. */
export const planAssumption = "every step of the plan was carried out, in its order and with its proof";

/**
 * Whether what happened is what was planned: each step in its order with its proof, nothing beside them, and the last
 * steady state; names the first step of which that cannot be said. A run that promises nothing has shown nothing.
 */
export function planCarriedOut(facts: Facts): Assumption {
  const { plan } = facts.start;
  if (plan === undefined) return assume(planAssumption, false, "the journal does not say what was planned");
  if (facts.start.guarantees.length === 0)
    return assume(planAssumption, false, "no guarantee was asked for: nothing was shown");
  const problem =
    namesProblem(facts) ??
    unplanned(plan, facts) ??
    firstProblem(plan, facts) ??
    looksProblem(facts) ??
    readingsProblem(facts);
  return assume(
    planAssumption,
    problem === undefined,
    problem ?? `${counted(plan.length, "step")} and the last steady state`,
  );
}

/**
 * Why a fault that a guarantee is about was not the one that was asked for, or nodes were not upgraded in it, so that
 * what came of it says nothing of the cluster; undefined where each was injected and proven active, or done.
 */
export function unrealFault(
  { references }: Pick<Scope, "references">,
  { faults, start, eventsOf }: Pick<Facts, "faults" | "start" | "eventsOf">,
): string | undefined {
  const named = references.flatMap(({ to, names }) => (to === "lanes" || to === "work" ? [] : names));
  const planned = (start.plan ?? []).flatMap((step) => (step.do === "inject" ? [step.id] : []));
  const upgrades = eventsOf("procedure").filter(({ upgradesTo }) => upgradesTo !== undefined);
  for (const id of named.map((one) => one.replace(/:.*$/, ""))) {
    const isDone = eventsOf("procedure-done").some((done) => done.id === id && done.evidence.proven);
    if (upgrades.some((upgrade) => upgrade.id === id) && !isDone) return `${id} was not proven done`;
    const fault = faults.find((one) => one.id === id);
    if (fault === undefined ? planned.includes(id) : fault.active?.proven !== true)
      return `${id} was not proven active`;
  }
  return undefined;
}

/** The first event of a fault, of work or of a hold that no step of the plan is about, in words. */
function unplanned(plan: readonly PlanStep[], facts: Facts): string | undefined {
  const names = namesIn(plan);
  const held = plan.flatMap((step) => (step.do === "hold" ? [holdName(step.reason)] : []));
  for (const event of facts.events) {
    if (event.type === "phase" && event.name.startsWith(holdName("")) && !held.includes(event.name))
      return `"${event.name}", which is no step of the plan`;
    const id = idOf(event);
    if (id !== undefined && !names.includes(id)) return `${event.type} of "${id}", which is no step of the plan`;
  }
  return undefined;
}

function idOf(event: Facts["events"][number]): string | undefined {
  if (event.type === "steady-state") return event.faultId;
  if (/^(fault-|procedure|escalation)/.test(event.type)) return (event as { id: string }).id;
  return undefined;
}

function firstProblem(plan: readonly PlanStep[], facts: Facts): string | undefined {
  const before = facts.eventsOf("steady-state").find(({ when }) => when === "before");
  let from = before?.at ?? 0;
  for (const [index, step] of plan.entries()) {
    try {
      from = stepEnd(plan, index, facts, from);
    } catch (error) {
      if (!(error instanceof StepProblem)) throw error;
      return `step ${index + 1} of ${plan.length} (${titleOf(step)}): ${error.message}`;
    }
  }
  return lastSteadyState(facts, from);
}

function titleOf(step: PlanStep): string {
  if (step.do === "hold") return `hold: ${step.reason}`;
  return step.do === "recover" ? "recover" : step.id;
}

function lastSteadyState(facts: Facts, from: number): string | undefined {
  const ends = facts.eventsOf("steady-state").filter(({ when }) => when === "end");
  const [end] = ends;
  if (end === undefined) return "nobody looked at the last steady state";
  if (ends.length > 1) return `there are ${ends.length} last steady states`;
  if (end.at < from) return "the last steady state was looked at before the last step had ended";
  const broken = end.checks.filter(({ ok }) => !ok).map((check) => `${check.name} (${check.detail})`);
  return holds(end) ? undefined : `the last steady state did not hold: ${broken.join("; ") || "no check said why"}`;
}
