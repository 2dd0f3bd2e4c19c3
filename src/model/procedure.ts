import type { z } from "zod";
import type { Action } from "./action.ts";
import type { Evidence, FaultContext, NodeRuntime } from "./fault.ts";
import type { TargetSpec } from "./target.ts";

/** Something done to a cluster in a step of a scenario that breaks nothing and is not taken back: the name of a file in src/procedures. */
export interface ProcedureSpec {
  readonly procedure: string;
  readonly target: TargetSpec;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** Where a procedure is carried out. */
export interface ProcedureContext extends FaultContext {
  /** The run's own namespace. */
  readonly namespace: string;
}

/** One kind of work on a cluster, as an operator does it; the default export of a file in src/procedures named like it. */
export interface ProcedureDefinition<Params = Readonly<Record<string, string | number | boolean>>> {
  readonly name: string;
  readonly params: z.ZodType<Params>;
  /** What it does, in words. */
  describe(params: Params): string;
  /** The commands of it, in their order. */
  actions(context: ProcedureContext, params: Params): readonly Action[];
  /** Which pods it has made anew on purpose, where it does: nobody is to blame for their going. */
  replaces?(context: ProcedureContext, params: Params): { readonly namespace: string; readonly prefix: string };
  /** Asks from outside whether it was done. */
  done(runtime: NodeRuntime, context: ProcedureContext, params: Params): Promise<Evidence>;
}
