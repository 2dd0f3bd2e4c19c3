import { toMs } from "../model/duration.ts";
import { UsageError } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { ProcedureDefinition, ProcedureSpec } from "../model/procedure.ts";
import type { Step } from "../model/scenario.ts";
import type { TargetDefinition, TargetSpec } from "../model/target.ts";
import type { Topology } from "../model/topology.ts";
import { incompatibility, missingTarget } from "../targets/fit.ts";
import { paramsOf } from "../targets/target.ts";
import { at, checkParams, named } from "./checks.ts";
import { unknownName } from "./nearest-names.ts";

/** What steps may name. */
export interface KnownInSteps {
  readonly faults: ReadonlyMap<string, FaultDefinition>;
  readonly procedures: ReadonlyMap<string, ProcedureDefinition>;
  readonly targets: ReadonlyMap<string, TargetDefinition>;
}

/** Where steps are carried out: the topology, and the ids of the scenario's lanes. */
export interface StepContext {
  readonly known: KnownInSteps;
  readonly topology: Topology;
  readonly lanes: readonly string[];
}

/** Checks all that the steps name; returns the names of the faults' steps. Throws UsageError with the path of the step and the nearest names. */
export function checkSteps(steps: readonly Step[], context: StepContext): string[] {
  const faults = steps.flatMap((step, index) =>
    at(`steps[${index}]`, () => checkStep(step, steps.slice(0, index), context)),
  );
  const names = steps.flatMap((step) => {
    const within = "while" in step ? (step.while ?? []) : [];
    return "as" in step ? [step.as, ...within.map(({ as }) => as)] : [];
  });
  const again = names.find((name, index) => names.indexOf(name) !== index);
  if (again !== undefined) throw new UsageError(`steps: two steps are called "${again}"`);
  return faults;
}

/** The name of the fault of a step, if it is one. */
function checkStep(step: Step, before: readonly Step[], context: StepContext): string[] {
  if ("hold" in step) toMs(step.hold);
  if ("recover" in step) toMs(step.recover);
  if ("perform" in step) at("perform", () => checkProcedure(step.perform, context));
  if (!("inject" in step)) return [];
  for (const [index, { perform }] of (step.while ?? []).entries())
    at(`while[${index}].perform`, () => checkProcedure(perform, context));
  const definition = at("inject", () => named("fault", step.inject.fault, context.known.faults));
  at("inject", () => checkFault(step.inject, definition, context));
  if (definition.sustained && step.for === undefined)
    throw new UsageError(`${step.as} lasts until it is healed: say for how long`);
  if (!definition.sustained && step.for !== undefined)
    throw new UsageError(`${step.as} is over at once: it cannot be held`);
  if (!definition.sustained && step.while !== undefined)
    throw new UsageError(`${step.as} is over at once: nothing can be done meanwhile`);
  const { needs } = definition;
  if (needs !== undefined && !before.some((other) => "perform" in other && other.perform.procedure === needs))
    throw new UsageError(`${step.as}: ${definition.name} needs the procedure ${needs} in a step before it`);
  return [step.as];
}

function checkFault(
  spec: Extract<Step, { inject: unknown }>["inject"],
  definition: FaultDefinition,
  context: StepContext,
): void {
  checkParams(definition.params, spec.params, spec.fault);
  const target = at("target", () => checkTarget(spec.target, context));
  const problem = incompatibility(spec, definition, target, context.topology);
  if (problem !== undefined) throw new UsageError(problem);
}

function checkProcedure(spec: ProcedureSpec, context: StepContext): void {
  const definition = named("procedure", spec.procedure, context.known.procedures);
  checkParams(definition.params, spec.params, spec.procedure);
  const target = at("target", () => checkTarget(spec.target, context));
  const problem = missingTarget(spec.target, target, context.topology);
  if (problem !== undefined) throw new UsageError(problem);
}

/** The definition of a target whose parameters are right, and whose lane is there and has a connection that stays. */
function checkTarget(target: TargetSpec, { known, lanes }: StepContext): TargetDefinition {
  const definition = named("target role", target.role, known.targets);
  const params = checkParams(definition.params, paramsOf(target), target.role);
  const lane = definition.lane?.(params);
  if (lane === undefined) return definition;
  const staying = lanes.filter((id) => id.includes("/api/") && !id.endsWith("/new"));
  if (!staying.includes(lane)) throw unknownName("reused lane through the load balancer", lane, staying);
  return definition;
}
