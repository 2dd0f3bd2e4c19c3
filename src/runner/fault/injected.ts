import type { Captured, FaultContext, FaultDefinition, FaultSpec } from "../../model/fault.ts";
import type { NodeRuntime } from "../../model/node-runtime.ts";

/** One node that a fault hits, with what the fault remembers of it. */
export interface Hit {
  readonly context: FaultContext;
  readonly captured: Captured;
}

/** A fault that was begun: what is needed to prove it and to take it back. */
export interface Injected {
  readonly id: string;
  /** The one way in which it is looked at, which remembers the containers that were first seen. */
  readonly runtime: NodeRuntime;
  readonly definition: FaultDefinition;
  readonly spec: FaultSpec;
  readonly hits: readonly Hit[];
}
