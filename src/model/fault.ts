import type { z } from "zod";
import type { Action } from "./action.ts";
import type { Cluster, Node } from "./cluster.ts";

/**
 * Whom a fault hits, by role; resolved to nodes when it is injected. `reused: "elsewhere"` makes the probes' reused connections
 * leave that node first: a connection held by the API server beside a lost etcd member fails with it, which is judged by itself.
 */
export type TargetSpec =
  | { readonly role: "etcd-leader"; readonly reused?: "elsewhere" }
  | { readonly role: "etcd-follower"; readonly reused?: "elsewhere" }
  | { readonly role: "control-plane"; readonly index: number }
  | { readonly role: "load-balancer" };

/** A fault as a scenario asks for it: the name of a file in src/faults, its target, and that fault's own parameters. */
export interface FaultSpec {
  readonly fault: string;
  readonly target: TargetSpec;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** What was seen from outside: whether it proves the point, and the words for the report. */
export interface Evidence {
  readonly proven: boolean;
  readonly detail: string;
}

/** What a fault remembers of its target from before, so that afterwards can be told apart. */
export type Facts = Readonly<Record<string, string>>;

/** How a command in a container ended. */
export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The state of a container, as the engine tells it. */
export interface ContainerState {
  readonly running: boolean;
  readonly paused: boolean;
  readonly restartCount: number;
  readonly startedAt: string;
  readonly address: string;
}

/** The world as faults see it. */
export interface World {
  exec(node: string, argv: readonly string[], timeoutMs?: number): Promise<ExecResult>;
  inspect(node: string): Promise<ContainerState>;
}

/** One way to break something; the default export of a file in src/faults named like it. */
export interface FaultDefinition<Params = Readonly<Record<string, string | number | boolean>>> {
  readonly name: string;
  readonly params: z.ZodType<Params>;
  /** What it does to a target, in words that follow "the etcd leader: ". */
  describe(params: Params): string;
  /** Whether it lasts until it is healed, or is over at once and the cluster heals it itself. */
  readonly lasts: boolean;
  /** Reads what is needed to prove the fault afterwards; throws PlatformError when the target is not there to be broken. */
  capture(world: World, node: Node, params: Params): Promise<Facts>;
  inject(node: Node, params: Params, facts: Facts): readonly Action[];
  /** Takes everything back, whatever part of the injection was done; idempotent; empty where nothing can be left behind. */
  undo(node: Node, params: Params, facts: Facts, cluster: Cluster): readonly Action[];
  /** Asks from outside whether the fault is really active. */
  active(world: World, node: Node, params: Params, facts: Facts): Promise<Evidence>;
  /** Asks from outside whether the fault is really gone. */
  healed(world: World, node: Node, params: Params, facts: Facts): Promise<Evidence>;
}
