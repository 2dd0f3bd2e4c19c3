import { toMs } from "../../model/duration.ts";
import { UsageError } from "../../model/errors.ts";
import type { FaultDefinition, FaultSpec } from "../../model/fault.ts";
import type { ProcedureDefinition, ProcedureSpec } from "../../model/procedure.ts";
import type { Step, Work } from "../../model/scenario.ts";
import type { TargetDefinition, TargetSpec } from "../../model/target.ts";
import type { Topology } from "../../model/topology.ts";
import { incompatibility, missingTarget, unfitToLoseMember } from "../../targets/fit.ts";
import { paramsOf } from "../../targets/target.ts";
import { unknownName } from "../nearest-names.ts";
import type { Known } from "./known.ts";
import { checkParams } from "./parameters.ts";
import { at } from "./place.ts";

/** Where steps are carried out: the topology, the ids of the scenario's lanes, and all that steps may name. */
export interface StepContext {
  readonly known: Pick<Known, "faults" | "procedures" | "targets">;
  readonly topology: Topology;
  readonly lanes: readonly string[];
}

/**
 * Returns the name of the fault of a step, if it is one; `before` are the steps before it. Throws UsageError with the
 * place within the step, and nearest names.
 */
export function checkStep(step: Step, before: readonly Step[], context: StepContext): string[] {
  if ("hold" in step) at(".hold", () => toMs(step.hold));
  if ("recover" in step) at(".recover", () => checkRecover(step.recover, before));
  if ("perform" in step) at(".perform", () => checkProcedure(step.perform, context));
  if (!("inject" in step)) return [];
  for (const [index, work] of (step.while ?? []).entries())
    at(`.while[${index}].perform`, () => {
      checkProcedure(work.perform, context);
      // It goes on until all is whole again, which a fault that is held keeps it from.
      if (isUpgrade(work, context.known)) throw new UsageError("nodes are not upgraded while a fault is held");
    });
  const definition = at(".inject", () => named("fault", step.inject.fault, context.known.faults));
  at(".inject", () => checkFault(step.inject, definition, context));
  if (definition.sustained && step.for === undefined)
    throw new UsageError(`${step.as} lasts until it is healed: say for how long`);
  if (!definition.sustained && step.for !== undefined)
    throw new UsageError(`.for: ${step.as} is over at once: it cannot be held`);
  if (!definition.sustained && step.while !== undefined)
    throw new UsageError(`.while: ${step.as} is over at once: nothing can be done meanwhile`);
  const { needs } = definition;
  if (needs !== undefined && !before.some((other) => "perform" in other && other.perform.procedure === needs))
    throw new UsageError(`${step.as}: ${definition.name} needs the procedure ${needs} in a step before it`);
  return [step.as];
}

/** Whether a step is work that is a stretch of the run: where it upgrades nodes, or its procedure says so. */
export function isStretchOfWork(step: Step, known: Pick<Known, "procedures">): step is Work {
  return (
    isUpgrade(step, known) || ("perform" in step && known.procedures.get(step.perform.procedure)?.isStretch === true)
  );
}

function isUpgrade(step: Step, { procedures }: Pick<Known, "procedures">): boolean {
  return "perform" in step && procedures.get(step.perform.procedure)?.upgrading !== undefined;
}

/** Throws UsageError where nothing was broken since the last recovery: there is nothing to recover from. */
function checkRecover(withinMs: string, before: readonly Step[]): void {
  toMs(withinMs);
  const since = before.slice(before.findLastIndex((step) => "recover" in step) + 1);
  if (!since.some((step) => "inject" in step))
    throw new UsageError("no fault stands before it that there were to recover from: leave it out");
}

function checkFault(spec: FaultSpec, definition: FaultDefinition, context: StepContext): void {
  checkParams(definition.params, spec.params, spec.fault);
  const target = at(".target", () => checkTarget(spec.target, context));
  const problem = incompatibility(spec, definition, target, context.topology);
  if (problem !== undefined) throw new UsageError(problem);
}

function checkProcedure(spec: ProcedureSpec, context: StepContext): void {
  const definition = named("procedure", spec.procedure, context.known.procedures);
  checkParams(definition.params, spec.params, spec.procedure);
  const target = at(".target", () => checkTarget(spec.target, context));
  const problem =
    missingTarget(spec.target, target, context.topology) ??
    unfitToUpgrade(spec, definition, target, context.topology) ??
    unfitToLoseMember(definition, spec.target, target, context.topology);
  if (problem !== undefined) throw new UsageError(problem);
}

/**
 * Why nodes cannot be upgraded so, or undefined: it is one at a time, since nothing waits between those of a step, or all
 * of them at once.
 */
function unfitToUpgrade(
  { procedure, target: spec }: ProcedureSpec,
  { upgrading }: Pick<ProcedureDefinition, "upgrading">,
  target: TargetDefinition,
  topology: Topology,
): string | undefined {
  if (upgrading === undefined) return undefined;
  const params = paramsOf(spec);
  const words = target.describe(params);
  if (target.nodeRoles(params, topology).some((role) => role !== upgrading.role))
    return `${procedure} is for one ${upgrading.role}, and ${words} is, or may be, no ${upgrading.role}`;
  const count = target.count(params, topology);
  if (upgrading.atOnce === true) {
    if (topology.nodes.some(({ role }) => role === "etcd"))
      return `${procedure} is for control planes with an etcd member each: this topology has its etcd elsewhere`;
    const all = topology.nodes.filter(({ role }) => role === upgrading.role).length;
    return count === all ? undefined : `${procedure} is for all ${all} at once: ${words} is ${count}`;
  }
  return count === 1 ? undefined : `${procedure} upgrades one node in a step: ${words} is ${count}`;
}

/**
 * The definition of a target whose parameters are right, and whose lanes are there; one that decides which node is meant
 * must have a connection that stays.
 */
function checkTarget(target: TargetSpec, { known, lanes }: StepContext): TargetDefinition {
  const definition = named("target role", target.role, known.targets);
  const params = checkParams(definition.params, paramsOf(target), target.role);
  const { operation } = definition;
  if (operation !== undefined && !lanes.some((id) => id.startsWith(`${operation}/`)))
    throw new UsageError(`${definition.describe(params)}: the scenario has no lane of ${operation}`);
  const lane = definition.lane?.(params);
  if (lane === undefined) return definition;
  const staying = lanes.filter((id) => id.includes("/api/") && !id.endsWith("/new"));
  if (!staying.includes(lane)) throw unknownName("reused lane through the load balancer", lane, staying);
  return definition;
}

/** What has that name; throws UsageError with the nearest names. */
function named<Value>(kind: string, name: string, all: ReadonlyMap<string, Value>): Value {
  const value = all.get(name);
  if (value === undefined) throw unknownName(kind, name, [...all.keys()]);
  return value;
}
