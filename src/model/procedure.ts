import type { z } from "zod";
import type { Action } from "./action.ts";
import type { Cluster, Node } from "./cluster.ts";
import type { Evidence, FaultContext } from "./fault.ts";
import type { Look } from "./leftover.ts";
import type { NodeRuntime } from "./node-runtime.ts";
import { type NoParams, noParams, type Params as SpecParams } from "./params.ts";
import type { TargetSpec } from "./target.ts";

/**
 * Something done to a cluster in a step of a scenario that breaks nothing and is not taken back: the name of a file in
 * src/procedures.
 */
export interface ProcedureSpec {
  readonly procedure: string;
  readonly target: TargetSpec;
  readonly params: SpecParams;
}

/**
 * What an upgrade of nodes, or the way back from one, is, beside its commands: it takes parts of a node away while it
 * works, nothing takes it back, and a node that was half upgraded is of no version. So it is a stretch of its run, nothing
 * follows it until all is whole again, and no later run takes the cluster for what it was made as.
 */
export interface Upgrading<Params = SpecParams> {
  /** The role of the one node that it upgrades: its proof says nothing of a node of another role. */
  readonly role: "control-plane" | "worker";
  /** That it is done to all nodes of the role at once, and whatever runs in the cluster may begin anew. */
  readonly atOnce?: true;
  /** The version of Kubernetes that the node has afterwards, without the "v". */
  to(params: Params): string;
  /** How long all its commands may take, milliseconds. */
  workMs(params: Params): number;
  /** How long the node, and the cluster with it, gets to be whole in the new version, milliseconds. */
  readonly wholeMs: number;
}

/** Where a procedure is carried out. */
export interface ProcedureContext extends FaultContext {
  /** The run's own namespace. */
  readonly namespace: string;
}

/**
 * One kind of work on a cluster, as an operator does it; the default export of a file in src/procedures named like it,
 * made by `defineProcedure`.
 */
export interface ProcedureDefinition<Params = SpecParams> {
  readonly name: string;
  /** One line for the catalogue. */
  readonly summary: string;
  /** How it looks to everybody else. */
  readonly fromOutside: string;
  readonly params: z.ZodType<Params>;
  /** What it does, in words. */
  describe(params: Params): string;
  /** The commands of it, in their order. */
  actions(context: ProcedureContext, params: Params): readonly Action[];
  /** Which pods it has made anew on purpose, where it does: nobody is to blame for their going. */
  replaces?(context: ProcedureContext, params: Params): { readonly namespace: string; readonly prefix: string };
  /** That it adds pods that are to stay, where it does: once it is done they are told, so that their going can be judged. */
  readonly addsPods?: true;
  /** How many replicas of a set it has asked for, where it does: so many are expected from then on. */
  scales?(
    context: ProcedureContext,
    params: Params,
  ): { readonly namespace: string; readonly name: string; readonly replicas: number };
  /** That it replaces the Kubernetes of its targets, where it does. */
  readonly upgrading?: Upgrading<Params>;
  /**
   * How long it usually takes on a target, milliseconds, where that is more than a few seconds; what works on all control
   * planes says it of three. Estimates of how long a run takes know it.
   */
  readonly usualMs?: number;
  /** How long all its commands and their proof may take on a cluster, milliseconds, where that is longer than usual. */
  readonly takesMs?: number | ((cluster: Cluster) => number);
  /** That it is a stretch of its run that guarantees can name, as an upgrade is. */
  readonly isStretch?: true;
  /**
   * True where the etcd member of its target is gone until another is in its place: so it is for one control plane with a
   * member of its own, of three members or more.
   */
  readonly losesMember?: true;
  /** The nodes whose components it ends and has started anew: nobody is to blame for those restarts. */
  restarts?(context: ProcedureContext): readonly Node[];
  /** The one component that it starts anew on those nodes, where it is one; else all of them. */
  readonly restartedComponent?: string;
  /** What of it stays when its run has died, and harms: on a cluster that is a person's own it is refused for that. */
  readonly lasting?: string;
  /** Asks from outside whether it was done. */
  done(runtime: NodeRuntime, context: ProcedureContext, params: Params): Promise<Evidence>;
  /**
   * The looks that show what is broken where it broke off, each with what mends it: taken and mended with those of faults,
   * since on a node that is broken nothing else can be seen. A run does not go on after such work that was not proven.
   */
  brokenOff?(cluster: Cluster): readonly Look[];
  /** The looks that show what of it stays on a node when the run's namespace is gone, each with what takes it away. */
  leftovers(cluster: Cluster): readonly Look[];
}

/** What `defineProcedure` fills in where a procedure does not say it. */
type Defaulted = "params" | "leftovers";

/** Makes a procedure: without parameters, leaving nothing, unless it says otherwise. */
export function defineProcedure<Params = NoParams>(
  procedure: Omit<ProcedureDefinition<Params>, Defaulted> & Partial<Pick<ProcedureDefinition<Params>, Defaulted>>,
): ProcedureDefinition<Params> {
  // A procedure that names no schema has no parameters: its type is that of none.
  return { params: noParams as unknown as z.ZodType<Params>, leftovers: () => [], ...procedure };
}

/** A procedure on a target, as a scenario writes it, with parameters of the procedure's own type. */
export function procedureOn<Params>(
  { name }: ProcedureDefinition<Params>,
  target: TargetSpec,
  params: Params & SpecParams,
): ProcedureSpec {
  return { procedure: name, target, params };
}
