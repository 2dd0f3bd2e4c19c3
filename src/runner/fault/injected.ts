import type { Captured, FaultContext, FaultDefinition, FaultSpec } from "../../model/fault.ts";
import type { NodeRuntime } from "../../model/node-runtime.ts";

/** One node that a fault hits, with what the fault remembers of it. */
export interface Hit {
  readonly context: FaultContext;
  readonly captured: Captured;
}

/** A fault that is about to be injected: whom it hits is known, and its undo is on disk. */
export type Meant = Omit<Injected, "begunAt">;

/** A fault that was begun: what is needed to prove it and to take it back. */
export interface Injected {
  readonly id: string;
  /** The one way in which it is looked at, which remembers the containers that were first seen. */
  readonly runtime: NodeRuntime;
  readonly definition: FaultDefinition;
  readonly spec: FaultSpec;
  readonly hits: readonly Hit[];
  /** When its injection began by the run's clock, milliseconds: what is told of it later says how long after. */
  readonly begunAt: number;
}

/** How long after a fault's injection, or work, had begun something is told of it, milliseconds to a tenth. */
export function sinceBegun({ begunAt }: Pick<Injected, "begunAt">, { clock }: { clock: { now(): number } }): number {
  return Math.round((clock.now() - begunAt) * 10) / 10;
}
