// What "kind-chaos" means in the import of a scenario or a reporter: the functions that make them, and the types that
// they and their helpers name.
export { type Config, defineConfig } from "./model/config.ts";
export type { Duration } from "./model/duration.ts";
export type { FaultSpec } from "./model/fault.ts";
export type { GuaranteeSpec } from "./model/guarantee.ts";
export type { LaneSpec, WatchSpec } from "./model/lane.ts";
export type { ProcedureSpec } from "./model/procedure.ts";
export type { Report } from "./model/report.ts";
export { defineReporter, type Reporter, type ReporterInput } from "./model/reporter.ts";
export { defineScenario, type Profile, type Scenario, type Step, type Work } from "./model/scenario.ts";
export type { Series } from "./model/series.ts";
export type { Tag } from "./model/tags.ts";
export type { TargetSpec } from "./model/target.ts";
