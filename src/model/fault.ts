import type { z } from "zod";
import type { Action } from "./action.ts";
import type { Cluster, Node } from "./cluster.ts";
import type { Settings } from "./settings.ts";
import type { TargetSpec } from "./target.ts";

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
export type Captured = Readonly<Record<string, string>>;

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
  /** How its main process ended last; 137 is SIGKILL. */
  readonly exitCode: number;
  readonly restartCount: number;
  readonly startedAt: string;
  readonly address: string;
}

/** What faults ask of and do to nodes. */
export interface NodeRuntime {
  exec(node: string, argv: readonly string[], timeoutMs?: number): Promise<ExecResult>;
  inspect(node: string): Promise<ContainerState>;
  /** Whether a TLS server behind a port published on loopback answers a new connection within the time limit. */
  answersTls(port: number, timeoutMs: number): Promise<boolean>;
}

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
}

/** One way to break something; the default export of a file in src/faults named like it. */
export interface FaultDefinition<Params = Readonly<Record<string, string | number | boolean>>> {
  readonly name: string;
  readonly params: z.ZodType<Params>;
  /** What it does to a target, in words that precede "on the etcd leader". */
  describe(params: Params): string;
  /** Whether it lasts until it is healed, or is over at once and the cluster heals it itself. */
  readonly sustained: boolean;
  /** Roles of nodes that it can hit; all but the load balancer where nothing is said. */
  readonly targetRoles?: readonly Node["role"][];
  /** The fewest nodes that it makes sense on; one where nothing is said. */
  readonly fewestTargets?: number;
  /** Why it cannot be done here, or undefined; without parameters: which of its forms cannot. */
  unsupported?(environment: Environment, params?: Params): string | undefined;
  /** Reads what is needed to prove the fault afterwards; throws PlatformError "target-down" when there is nothing to be broken. */
  capture(runtime: NodeRuntime, context: FaultContext, params: Params): Promise<Captured>;
  inject(context: FaultContext, params: Params, captured: Captured): readonly Action[];
  /** Takes everything back, whatever part of the injection was done; idempotent; empty where nothing can be left behind. */
  undo(context: FaultContext, params: Params, captured: Captured): readonly Action[];
  /** Asks from outside whether the fault is really active. */
  active(runtime: NodeRuntime, context: FaultContext, params: Params, captured: Captured): Promise<Evidence>;
  /** Asks from outside whether the fault is really gone. */
  healed(runtime: NodeRuntime, context: FaultContext, params: Params, captured: Captured): Promise<Evidence>;
}
