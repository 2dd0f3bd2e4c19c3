import { hold } from "../host/clock.ts";
import { formatMs, toMs } from "../model/duration.ts";
import { PlatformError } from "../model/errors.ts";
import type { Step, Work } from "../model/scenario.ts";
import { describeTarget } from "../targets/target.ts";
import type { RunContext } from "./context.ts";
import { clearBackOff, type Ended } from "./fault/back-off.ts";
import { proveHealed } from "./fault/heal.ts";
import { injectFault } from "./fault/inject.ts";
import type { Injected } from "./fault/injected.ts";
import { watchAddress } from "./observe/address-watch.ts";
import { describeBad } from "./observe/check.ts";
import { perform } from "./perform.ts";
import { awaitSteadyState, recover } from "./recover.ts";

/** How long the cluster gets to be steady again after kubelets were restarted, milliseconds; measured: 2 s. */
const settleTimeoutMs = 60_000;

/** A step in the words of a person. */
export async function describeStep(step: Step): Promise<string> {
  if ("hold" in step) return `hold ${formatMs(toMs(step.hold))}: ${step.reason}`;
  if ("recover" in step) return `wait until the steady state holds again, at most ${formatMs(toMs(step.recover))}`;
  if ("perform" in step) return describeWork(step);
  const { fault, target, params } = step.inject;
  const words = Object.entries(params).flatMap(([name, value]) => {
    if (typeof value === "string") return value;
    return value === false || value === 0 ? [] : `${name}=${value}`;
  });
  const held = step.for === undefined ? "" : ` for ${formatMs(toMs(step.for))}`;
  const work = await Promise.all(
    (step.while ?? []).map(async (one) => `; while it is held: ${await describeWork(one)}`),
  );
  const where = await describeTarget(target);
  return `${step.as}: ${[fault, ...words].join(" ")} on ${where}${held}${work.join("")}`;
}

async function describeWork({ as, perform: { procedure, target, params } }: Work): Promise<string> {
  const words = [procedure, ...Object.values(params)].join(" ");
  return `${as}: ${words} on ${await describeTarget(target)}`;
}

/**
 * Carries out a scenario's steps in order; returns the short names of all nodes that a fault or an operator's work hit,
 * "node/component" where such work starts one component anew.
 */
export async function runSteps(run: RunContext, steps: readonly Step[], seed: number): Promise<Set<string>> {
  // From before the first fault on: what begins it must not fall into the moment of the strike.
  const endWatch = watchAddress(run);
  try {
    return await carryOut(run, steps, seed);
  } finally {
    endWatch();
  }
}

async function carryOut(run: RunContext, steps: readonly Step[], seed: number): Promise<Set<string>> {
  const hit = new Set<string>();
  let last: Injected | undefined;
  const brokenSince = run.clock.now();
  const ended: EndedHere[] = [];
  for (const [index, step] of steps.entries()) {
    run.signal.throwIfAborted();
    if ("hold" in step) {
      run.emit({ type: "phase", name: `hold: ${step.reason}`, edge: "begin" });
      await hold(toMs(step.hold), run.signal);
      run.emit({ type: "phase", name: `hold: ${step.reason}`, edge: "end" });
    } else if ("perform" in step) {
      run.emit({ type: "phase", name: step.as, edge: "begin" });
      const { mayGoOn, hit: nodes } = await perform(run, step.as, step.perform, seed + index);
      run.emit({ type: "phase", name: step.as, edge: "end" });
      for (const short of nodes) hit.add(short);
      // No next node is worked on, and nothing broken, where the one before is not whole: the journal says why.
      if (!mayGoOn) return hit;
    } else if ("inject" in step) {
      run.emit({ type: "phase", name: step.as, edge: "begin" });
      const begunAt = run.clock.now();
      let isWhole = true;
      last = await injectFault(run, step.as, step.inject, toMs(step.for ?? "0s"), seed + index, async () => {
        for (const { as, perform: spec } of step.while ?? []) {
          const { mayGoOn, hit: nodes } = await perform(run, as, spec, seed + index);
          for (const short of nodes) hit.add(short);
          isWhole = mayGoOn;
          if (!isWhole) return;
        }
      });
      run.emit({ type: "phase", name: step.as, edge: "end" });
      // What cannot be broken as the scenario asks is not followed by more: the journal says why.
      if (last === undefined) return hit;
      for (const { context } of last.hits) hit.add(context.node.short);
      if (!isWhole) return hit;
      ended.push(...endedBy(last, begunAt));
    } else if (last !== undefined) {
      if (!last.definition.sustained) await proveHealed(run, last);
      // A cluster that is not whole again is not broken once more: the run ends here.
      if (!(await recover(run, last, toMs(step.recover)))) return hit;
      if (steps.slice(index).some((later) => "inject" in later)) await forgetEnds(run, brokenSince, ended);
      last = undefined;
    }
  }
  return hit;
}

/** A component's process that a fault ended, after a moment of the run. */
type EndedHere = Omit<Ended, "beforeMs"> & { readonly at: number };

/**
 * The processes that a fault on one component ended, which some let go on; what takes a whole node takes its kubelet's
 * memory along.
 */
export function endedBy(
  { definition, spec, hits }: Pick<Injected, "definition" | "spec" | "hits">,
  at: number,
): EndedHere[] {
  const component = definition.component?.(spec.params);
  if (component === undefined || definition.goesOn === true) return [];
  return hits.map(({ context }) => ({ node: context.node.short, component, at }));
}

/**
 * Lets the next fault meet kubelets that delay nothing; a cluster that does not take it well is not broken once more.
 */
async function forgetEnds(run: RunContext, brokenSince: number, ended: readonly EndedHere[]): Promise<void> {
  const note = (text: string) => run.emit({ type: "note", text });
  await run.engineClock.look();
  const dated = (at: number) => run.engineClock.dated([at, at]);
  const broken = {
    sinceMs: dated(brokenSince)[0],
    ended: ended.map(({ at, ...one }) => ({ ...one, beforeMs: dated(at)[1] })),
  };
  if (!(await clearBackOff({ ...run, broken, note }))) return;
  const { ok, checks } = await awaitSteadyState(run, { timeoutMs: settleTimeoutMs, signal: run.signal });
  if (ok) return;
  throw new PlatformError("kubelet-restart", `no steady state after kubelets were restarted: ${describeBad(checks)}`);
}

/** How long the steps take when nothing is slow, milliseconds: holds and faults, not recoveries. */
export function stepsDurationMs(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => {
    if ("hold" in step) return sum + toMs(step.hold);
    return "inject" in step ? sum + toMs(step.for ?? "0s") : sum;
  }, 0);
}
