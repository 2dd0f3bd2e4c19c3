import type { Begun } from "../../healing/begun.ts";
import type { FaultSpec } from "../../model/fault.ts";

/** A fault that a run began: what is needed to prove it and to take it back. */
export interface Injected extends Begun {
  /** The step's name in its scenario. */
  readonly id: string;
  readonly spec: FaultSpec;
}
