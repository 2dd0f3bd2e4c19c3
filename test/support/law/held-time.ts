import type { LawCase } from "./law-case.ts";

/** When the fault was surely active whose stretch a guarantee judges; an empty time where it was not held. */
export function heldTime({ timeline, scope }: LawCase): readonly [number, number] {
  const fault = timeline.faults.find(({ id }) => id === scope.stretch?.replace(/:held$/, ""));
  return fault?.activeAt === undefined || fault.healingAt === undefined ? [0, 0] : [fault.activeAt, fault.healingAt];
}
