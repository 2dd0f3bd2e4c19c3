import { toMs } from "../../model/duration.ts";
import { UsageError } from "../../model/errors.ts";
import type { FaultDefinition, FaultSpec } from "../../model/fault.ts";
import type { ProcedureSpec } from "../../model/procedure.ts";
import type { Step } from "../../model/scenario.ts";
import { type TargetSpec, targetSchema } from "../../model/target.ts";
import type { Topology } from "../../model/topology.ts";
import { incompatibility } from "../../targets/fit.ts";
import { unknownName } from "../nearest-names.ts";
import type { Known } from "./known.ts";
import { checkParams } from "./parameters.ts";
import { at } from "./place.ts";

/** Returns the name of the fault of a step, if it is one; throws UsageError with the place within the step, and nearest names. */
export function checkStep(step: Step, lanes: readonly string[], topology: Topology, known: Known): string[] {
  if ("hold" in step) at(".hold", () => toMs(step.hold));
  if ("recover" in step) at(".recover", () => toMs(step.recover));
  if ("perform" in step) at(".perform", () => checkProcedure(step.perform, lanes, known));
  if (!("inject" in step)) return [];
  for (const [index, { perform }] of (step.while ?? []).entries())
    at(`.while[${index}].perform`, () => checkProcedure(perform, lanes, known));
  const definition = at(".inject", () => checkFault(step.inject, lanes, topology, known));
  if (definition.sustained && step.for === undefined)
    throw new UsageError(`${step.as} lasts until it is healed: say for how long`);
  if (!definition.sustained && step.for !== undefined)
    throw new UsageError(`.for: ${step.as} is over at once: it cannot be held`);
  if (!definition.sustained && step.while !== undefined)
    throw new UsageError(`.while: ${step.as} is over at once: nothing can be done meanwhile`);
  return [step.as];
}

function checkFault(spec: FaultSpec, lanes: readonly string[], topology: Topology, known: Known): FaultDefinition {
  const definition = known.faults.get(spec.fault);
  if (definition === undefined) throw unknownName("fault", spec.fault, [...known.faults.keys()]);
  checkParams(definition.params, spec.params, spec.fault);
  checkTarget(spec.fault, spec.target, lanes);
  const problem = incompatibility(spec, definition, topology);
  if (problem !== undefined) throw new UsageError(problem);
  return definition;
}

function checkProcedure(spec: ProcedureSpec, lanes: readonly string[], known: Known): void {
  const definition = known.procedures.get(spec.procedure);
  if (definition === undefined) throw unknownName("procedure", spec.procedure, [...known.procedures.keys()]);
  checkParams(definition.params, spec.params, spec.procedure);
  checkTarget(spec.procedure, spec.target, lanes);
}

/** A target whose parameters are right, and whose lane is there and has a connection that stays. */
function checkTarget(of: string, target: TargetSpec, lanes: readonly string[]): void {
  checkParams(targetSchema, target, `${of}: target`);
  if (target.role !== "lane") return;
  const staying = lanes.filter((lane) => lane.includes("/api/") && !lane.endsWith("/new"));
  if (!staying.includes(target.lane)) throw unknownName("reused lane through the load balancer", target.lane, staying);
}
