// What "kind-chaos" means in the import of a scenario: the function that makes one, and the types that scenarios and
// their helpers name.
export type { Duration } from "./model/duration.ts";
export type { FaultSpec } from "./model/fault.ts";
export type { GuaranteeSpec } from "./model/guarantee.ts";
export type { LaneSpec, WatchSpec } from "./model/lane.ts";
export type { ProcedureSpec } from "./model/procedure.ts";
export { defineScenario, type Profile, type Scenario, type Step, type Work } from "./model/scenario.ts";
export type { Tag } from "./model/tags.ts";
export type { TargetSpec } from "./model/target.ts";
