import { z } from "zod";
import type { Action } from "./action.ts";
import type { Cluster, Node } from "./cluster.ts";
import type { Look } from "./leftover.ts";
import type { NodeRuntime } from "./node-runtime.ts";
import { type NoParams, noParams, type Params as SpecParams } from "./params.ts";
import type { Settings } from "./settings.ts";
import type { TargetSpec } from "./target.ts";

/** A fault as a scenario asks for it: the name of a file in src/faults, its target, and that fault's own parameters. */
export interface FaultSpec {
  readonly fault: string;
  readonly target: TargetSpec;
  readonly params: SpecParams;
}

/** What was seen from outside: whether it proves the point, and the words for the report. */
export interface Evidence {
  readonly proven: boolean;
  readonly detail: string;
}

/** What a fault remembers of its target from before, so that afterwards can be told apart. */
export type Captured = Readonly<Record<string, string>>;

/** Where a fault works: one of the nodes that it hits, all that it hits at once, and the cluster around them. */
export interface FaultContext {
  readonly node: Node;
  readonly targets: readonly Node[];
  readonly cluster: Cluster;
}

/** What is known of machine and cluster before either is touched; tells whether a fault is possible there. */
export interface Environment {
  /** Parts of the kernel by name, as `doctor` lists them. */
  readonly features: Readonly<Record<string, "yes" | "no" | "unknown">>;
  /** What the configuration says; undefined where no cluster is meant, in `list`. */
  readonly settings?: Settings | undefined;
  /** Agents of nodes that kind does not install on such a cluster; what a script installs instead has other names. */
  readonly absentAgents?: readonly ("kube-proxy" | "cni")[];
}

/** What a fault says of itself to people, as whole sentences where nothing else is said. */
export interface FaultWords {
  /** One line for the catalogue. */
  readonly summary: string;
  /** What it breaks, and how. */
  readonly breaks: string;
  /** How it looks to everybody else. */
  readonly fromOutside: string;
  /** What proves that it is active. */
  readonly evidence: string;
}

/** One way to break something; the default export of a file in src/faults named like it, made by `defineFault`. */
export interface FaultDefinition<Params = SpecParams> extends FaultWords {
  readonly name: string;
  readonly params: z.ZodType<Params>;
  /** What it does to a target, in words that precede "on the etcd leader". */
  describe(params: Params): string;
  /** Whether it lasts until it is healed, or is over at once and the cluster heals it itself. */
  readonly sustained: boolean;
  /** True where no process of a node runs from the proof to the healing: nothing there can answer anybody. */
  readonly halts?: true;
  /** True where the certificates that its targets show are over while it acts: attempts that fail for that met the fault. */
  readonly expires?: true;
  /** Roles of nodes that it can hit. */
  readonly targetRoles: readonly Node["role"][];
  /** The fewest nodes that it makes sense on. */
  readonly fewestTargets: number;
  /**
   * True where the etcd member of its target is gone for good until another is in its place: so it is for one control plane
   * with a member of its own, of three members or more.
   */
  readonly losesMember?: true;
  /** The one component of a node that it breaks, where it does not break the whole node. */
  component?(params: Params): string;
  /** True where that component's process goes on, the very one: it was not ended, and no kubelet remembers an end of it. */
  readonly goesOn?: true;
  /** The procedure that must have been performed before it, where there is one: without that it could not be healed. */
  readonly needs?: string;
  /** What of it nobody puts back, where something stays: on a cluster that is a person's own it is refused for that. */
  readonly lasting?: string;
  /** Why it cannot be done here, or undefined; without parameters: which of its forms cannot. */
  unsupported?(environment: Environment, params?: Params): string | undefined;
  /**
   * Reads what is needed to prove the fault afterwards; throws PlatformError "target-down" when there is nothing to be
   * broken.
   */
  capture(runtime: NodeRuntime, context: FaultContext, params: Params): Promise<Captured>;
  /** The form of what `capture` returns: it comes back from a log, which anybody may have written. */
  readonly captured: z.ZodType<Captured>;
  inject(context: FaultContext, params: Params, captured: Captured): readonly Action[];
  /**
   * How long its undo may take, and how long the proof that it is gone, milliseconds, where that is longer than usual: it is
   * not healed late before.
   */
  readonly healsMs?: number;
  /**
   * Takes everything back, whatever part of the injection was done, and nothing that this fault did not do; what its
   * strike still runs was ended before. Idempotent, also beside itself; empty where nothing can be left behind.
   */
  undo(context: FaultContext, params: Params, captured: Captured): readonly Action[];
  /** Asks from outside whether the fault is really active. */
  active(runtime: NodeRuntime, context: FaultContext, params: Params, captured: Captured): Promise<Evidence>;
  /** Asks from outside whether the fault is really gone. */
  healed(runtime: NodeRuntime, context: FaultContext, params: Params, captured: Captured): Promise<Evidence>;
  /**
   * Asks, once it is gone, whether what it hit is what it was before, where the fault promises that: one that is not was
   * another fault than the one that was asked for, and is taken back all the same.
   */
  unharmed?(runtime: NodeRuntime, context: FaultContext, params: Params, captured: Captured): Promise<Evidence>;
  /** The looks that show what of it is left on a node when its undo was not carried out, each with what takes it away. */
  leftovers(context: FaultContext): readonly Look[];
}

/** What a fault remembers that needs nothing of before. */
const nothingCaptured = z.strictObject({});

/** What `defineFault` fills in where a fault does not say it. */
type Defaulted = "params" | "captured" | "targetRoles" | "fewestTargets" | "leftovers";

/** A fault as its file says it; what is left out is as most faults have it. */
export type FaultInput<Params> = Omit<FaultDefinition<Params>, Defaulted> &
  Partial<Pick<FaultDefinition<Params>, Defaulted>>;

/**
 * Makes a fault: without parameters, remembering nothing, for every node but the load balancer, on one node at least, leaving nothing,
 * unless it says otherwise.
 */
export function defineFault<Params = NoParams>(fault: FaultInput<Params>): FaultDefinition<Params> {
  return {
    // A fault that names no schema has no parameters: its type is that of none.
    params: noParams as unknown as z.ZodType<Params>,
    captured: nothingCaptured,
    targetRoles: ["control-plane", "worker", "etcd"],
    fewestTargets: 1,
    leftovers: () => [],
    ...fault,
  };
}

/** A fault on a target, as a scenario writes it, with parameters of the fault's own type. */
export function faultOn<Params>(
  { name }: FaultDefinition<Params>,
  target: TargetSpec,
  params: Params & SpecParams,
): FaultSpec {
  return { fault: name, target, params };
}
