import type { Begun } from "../../healing/begun.ts";
import type { FaultSpec } from "../../model/fault.ts";

/** A fault that is about to be injected: whom it hits is known, and its undo is on disk. */
export interface Meant extends Begun {
  /** The step's name in its scenario. */
  readonly id: string;
  readonly spec: FaultSpec;
}

/** A fault that a run began: what is needed to prove it and to take it back. */
export interface Injected extends Meant {
  /** When its injection began by the run's clock, milliseconds: what is told of it later says how long after. */
  readonly begunAt: number;
}

/** How long after a fault's injection, or work, had begun something is told of it, milliseconds to a tenth. */
export function sinceBegun({ begunAt }: Pick<Injected, "begunAt">, { clock }: { clock: { now(): number } }): number {
  return Math.round((clock.now() - begunAt) * 10) / 10;
}
