import type { GuaranteeSpec } from "../../model/guarantee.ts";
import type { LaneSpec, WatchSpec } from "../../model/lane.ts";
import type { Scenario, Step, Work } from "../../model/scenario.ts";
import type { Tag } from "../../model/tags.ts";
import { laneFrom } from "../../probes/lane-options.ts";
import { type Decoded, decode, type Mistake } from "../strict-input.ts";
import type { Known } from "../validation/known.ts";
import { type WrittenSchemas, writtenSchemas } from "./written-scenario.ts";

type Written = Readonly<Record<string, unknown>>;

/**
 * The scenario that data says, the same as TypeScript's functions make of the same words; or the first mistake in it.
 * Whether its names fit together is checked as that of any scenario.
 */
export function decodeScenario(input: unknown, known: Known): Decoded<Scenario> {
  const schemas = writtenSchemas(known);
  const whole = decode(schemas.scenario, input);
  if (!whole.ok) return whole;
  const { lanes, steps: written, guarantees, myth, cure, noCure, primary, ...rest } = whole.value;
  // What it leaves out stays so, as in TypeScript: the run fills it in.
  const { workload, store } = input as Pick<Scenario, "workload" | "store">;
  const steps: Step[] = [];
  for (const [index, step] of written.entries()) {
    const decoded = decodeStep(step, schemas);
    if (!decoded.ok) return { ok: false, mistake: within(["steps", index], decoded.mistake) };
    steps.push(decoded.value);
  }
  const value: Scenario = {
    ...rest,
    tags: rest.tags as readonly Tag[],
    lanes: lanes.map((lane) => laneOf(lane, known)),
    ...(workload === undefined ? {} : { workload }),
    ...(store === undefined ? {} : { store }),
    ...(myth === undefined ? {} : { myth }),
    ...(cure === undefined ? {} : { cure }),
    ...(noCure === undefined ? {} : { noCure }),
    steps,
    guarantees: guarantees.map((guarantee) => guaranteeOf(guarantee, known)),
    ...(primary === undefined ? {} : { primary }),
  };
  return { ok: true, value };
}

const noStep =
  "is no step: it begins with hold (and reason), inject (a fault; as, for, while), perform (a procedure; as) or recover";

function decodeStep(input: unknown, { steps }: WrittenSchemas): Decoded<Step> {
  const kinds = Object.keys(steps) as (keyof typeof steps)[];
  const isObject = typeof input === "object" && input !== null;
  const kind = isObject ? kinds.find((key) => Object.hasOwn(input, key)) : undefined;
  if (kind === undefined) return { ok: false, mistake: { path: [], words: noStep } };
  const decoded = decode(steps[kind], input);
  if (!decoded.ok) return decoded;
  const step = decoded.value as Written;
  if (kind === "perform") return { ok: true, value: workOf(step) };
  if (kind !== "inject") return { ok: true, value: step as unknown as Step };
  const { inject, while: meanwhile, ...rest } = step;
  const { fault, target, ...params } = inject as Written;
  const value = {
    ...rest,
    inject: { fault, target: targetOf(target), params },
    ...(meanwhile === undefined ? {} : { while: (meanwhile as readonly Written[]).map(workOf) }),
  };
  return { ok: true, value: value as unknown as Step };
}

function workOf({ perform, as }: Written): Work {
  const { procedure, target, ...params } = perform as Written;
  return { perform: { procedure, target: targetOf(target), params }, as } as Work;
}

function targetOf(target: unknown): unknown {
  return typeof target === "string" ? { role: target } : target;
}

function laneOf(written: string | Written, { operations }: Known): LaneSpec | WatchSpec {
  const { operation: name, ...options } = typeof written === "string" ? { operation: written } : written;
  const operation = operations.get(String(name));
  if (operation === undefined) throw new Error(`the schema let the operation ${name} through`);
  return laneFrom(operation, options);
}

function guaranteeOf(written: string | Written, { guarantees }: Known): GuaranteeSpec {
  const { guarantee: name, ...wanted } = typeof written === "string" ? { guarantee: written } : written;
  const definition = guarantees.get(String(name));
  if (definition === undefined) throw new Error(`the schema let the guarantee ${name} through`);
  return definition.spec(wanted);
}

function within(path: readonly PropertyKey[], mistake: Mistake): Mistake {
  return { ...mistake, path: [...path, ...mistake.path] };
}
