import { formatMs } from "../../model/duration.ts";
import type { EventOf } from "../../model/event.ts";
import type { PlanStep } from "../../model/run-plan.ts";
import type { Facts } from "../facts/facts.ts";

/** Why it cannot be said that a step of the plan was carried out. */
export class StepProblem extends Error {}

/**
 * A timer may fire a little early by the clock that journals have, and both are rounded; milliseconds. Measured: 0.6.
 */
const earlyMs = 50;

type Inject = Extract<PlanStep, { do: "inject" }>;
type WithId = "fault-intent" | "fault-injecting" | "fault-healing" | "fault-healed" | "procedure" | "procedure-done";

/**
 * When a step of the plan ended, milliseconds; throws StepProblem where it was not carried out after `from` as the plan
 * asks for it, or not proven.
 */
export function stepEnd(plan: readonly PlanStep[], index: number, facts: Facts, from: number): number {
  const step = plan[index] as PlanStep;
  if (step.do === "hold") return holdEnd(step, facts, from);
  if (step.do === "perform") return workEnd(step.id, facts, from);
  if (step.do === "inject") return faultEnd(step, facts, from);
  const done = plan.slice(0, index);
  const since = done.findLastIndex((other) => other.do === "recover");
  const fault = done.slice(since + 1).findLast((other) => other.do === "inject");
  return fault === undefined ? from : recoveryEnd(fault, facts, from);
}

/** Whether a look at the steady state found that it held: each check of it, of which there must be one. */
export function holds({ ok, checks }: EventOf<"steady-state">): boolean {
  return ok && checks.length > 0 && checks.every((check) => check.ok);
}

/** What the phase of a hold is called in the journal. */
export function holdName(reason: string): string {
  return `hold: ${reason}`;
}

function holdEnd({ reason, forMs }: Extract<PlanStep, { do: "hold" }>, facts: Facts, from: number): number {
  const own = facts.eventsOf("phase").filter(({ name, at }) => name === holdName(reason) && at >= from);
  const begin = own.find(({ edge }) => edge === "begin");
  if (begin === undefined) throw new StepProblem("it never began");
  const end = own.find(({ edge, at }) => edge === "end" && at >= begin.at);
  if (end === undefined) throw new StepProblem("it did not end");
  mustLast(end.at - begin.at, forMs, "it was held for");
  return end.at;
}

/** What is said of work that was looked at and not seen to be done. */
export const noProofDone = "no proof that it was done";

function workEnd(id: string, facts: Facts, from: number): number {
  const begun = only("procedure", id, facts, "it was never begun");
  const done = only("procedure-done", id, facts, "nobody looked whether it was done");
  inOrder([from, "what comes before it ended"], [begun.at, "it was begun"], [done.at, "it was looked at"]);
  mustBeProven(done.evidence, noProofDone);
  return done.at;
}

function faultEnd(step: Inject, facts: Facts, from: number): number {
  const { id } = step;
  const intent = only("fault-intent", id, facts, "it was never begun");
  const injecting = only("fault-injecting", id, facts, "it was never injected");
  if (intent.fault !== step.fault || intent.sustained !== step.sustained)
    throw new StepProblem(`the fault was ${intent.fault}, and ${step.fault} was asked for`);
  inOrder([from, "what comes before it ended"], [intent.at, "it was begun"], [injecting.at, "it was injected"]);
  const proofs = facts.eventsOf("fault-active").filter((event) => event.id === id);
  const [first] = proofs;
  const last = proofs.at(-1);
  if (first === undefined || last === undefined) throw new StepProblem("no proof that it was active");
  inOrder([injecting.at, "it was injected"], [first.at, "it was proven active"]);
  for (const { evidence } of proofs) mustBeProven(evidence, "no proof that it was active");
  if (!step.sustained) return last.at;
  return heldEnd(step, facts, first, last);
}

function heldEnd(step: Inject, facts: Facts, first: EventOf<"fault-active">, last: EventOf<"fault-active">): number {
  const healing = only("fault-healing", step.id, facts, "it was never healed");
  const healed = only("fault-healed", step.id, facts, "nobody looked whether it was healed");
  if (first === last) throw new StepProblem("no second proof that it was active, before it was healed");
  mustLast(last.at - first.at, step.forMs, "from its first proof to its last it was held for");
  const ends = step.while.map((work) => workEnd(work.id, facts, first.at));
  inOrder([last.at, "it was last proven active"], [healing.at, "healing began"], [healed.at, "it was proven healed"]);
  inOrder([Math.max(first.at, ...ends), "the work that belongs to it was done"], [healing.at, "healing began"]);
  mustBeProven(healed.evidence, "no proof that it was healed");
  return healed.at;
}

function recoveryEnd({ id, sustained }: Inject, facts: Facts, from: number): number {
  const looks = facts.eventsOf("steady-state").filter(({ when, faultId }) => when === "after" && faultId === id);
  if (looks.some(({ at }) => at < from)) throw new StepProblem(`its steady state was looked at before ${id} was over`);
  const last = looks.at(-1);
  if (last === undefined) throw new StepProblem(`nobody looked whether the steady state came back after ${id}`);
  // Of looks of one moment nobody knows the order: each must have found it.
  if (!looks.every((look) => look.at < last.at || holds(look)))
    throw new StepProblem(`the steady state did not come back after ${id}`);
  if (sustained) return last.at;
  const healed = only("fault-healed", id, facts, `nobody looked whether ${id} was gone`);
  inOrder([from, `${id} was active`], [healed.at, `${id} was proven gone`], [last.at, "the steady state was back"]);
  mustBeProven(healed.evidence, `no proof that ${id} was gone`);
  return last.at;
}

function only<Type extends WithId>(type: Type, id: string, facts: Facts, missing: string): EventOf<Type> {
  const found = facts.eventsOf(type).filter((event) => (event as { id: string }).id === id);
  if (found[0] === undefined) throw new StepProblem(missing);
  if (found.length > 1) throw new StepProblem(`${type} stands ${found.length} times in the journal`);
  return found[0];
}

function inOrder(...moments: readonly (readonly [at: number, what: string])[]): void {
  moments.forEach(([at, what], index) => {
    const before = moments[index - 1];
    if (before !== undefined && at < before[0]) throw new StepProblem(`${what} before ${before[1]}`);
  });
}

function mustLast(lastedMs: number, wantedMs: number, words: string): void {
  if (lastedMs < wantedMs - earlyMs) throw new StepProblem(`${words} ${formatMs(lastedMs)} of ${formatMs(wantedMs)}`);
}

function mustBeProven({ proven, detail }: { proven: boolean; detail: string }, words: string): void {
  if (!proven) throw new StepProblem(`${words}: ${detail}`);
}
