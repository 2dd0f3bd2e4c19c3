import type { Loopback } from "./node-addresses.ts";

/** How a command in a container ended. */
export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How much CPU time a container may have in each period, microseconds. */
export interface CpuLimit {
  readonly periodUs: number;
  readonly quotaUs: number;
}

/** How often a container had used up its CPU time since it was started. */
export interface Throttling {
  /** Periods of a limit in which its processes had to wait for the next one. */
  readonly throttledPeriods: number;
  /** How long each CPU's share of them waited, in sum, milliseconds. */
  readonly throttledMs: number;
}

/** What a container holds of memory, with all that is in it. */
export interface MemoryUse {
  readonly usedBytes: number;
  /** What of it the kernel can take back: pages of files. */
  readonly reclaimableBytes: number;
}

/** How often a container had no memory left, by the engine's own events. */
export interface OutOfMemory {
  /** The engine's own time, seconds of the epoch, up to which it was counted. */
  readonly at: string;
  readonly times: number;
}

/** The state of a container, as the engine tells it. */
export interface ContainerState {
  /** The engine's own name of it, which no other container ever has. */
  readonly id: string;
  /** What its processes are told that their machine is called. */
  readonly hostname: string;
  readonly running: boolean;
  readonly paused: boolean;
  /** How its main process ended last; 137 is SIGKILL. */
  readonly exitCode: number;
  readonly restartCount: number;
  readonly startedAt: string;
  readonly address: string;
  /** Its address of IPv6 on the same network; not there where it has none. */
  readonly address6?: string | undefined;
  /** Not there where it may have all CPU time. */
  readonly cpuLimit?: CpuLimit | undefined;
  /** Bytes; not there where it may have all memory. */
  readonly memoryLimit?: number | undefined;
}

/** What an engine answers of containers, as it comes: whether a command ran at all must still be found out. */
export interface ContainerRuntime {
  exec(node: string, argv: readonly string[], timeoutMs?: number): Promise<ExecResult>;
  inspect(node: string): Promise<ContainerState>;
  throttling(node: string, withinMs?: number): Promise<Throttling>;
  memory(node: string): Promise<MemoryUse>;
  outOfMemory(node: string, since?: string): Promise<OutOfMemory>;
  answersTls(port: number, timeoutMs: number, host?: Loopback): Promise<boolean>;
}

/** What a look may come to. */
export interface LookOptions {
  /** Exit codes that mean something, by default 0 alone; below 126, since from there on they say that nothing ran. */
  readonly exits?: readonly number[];
  /** Time limit, milliseconds; the engine's own where it is not given. */
  readonly timeoutMs?: number;
}

/** What faults and procedures ask of nodes; made by src/node-tools/checked-runtime.ts alone. */
export interface NodeRuntime {
  /**
   * Runs a command on a node that only looks; throws PlatformError "look-failed" unless the command itself ran, in the
   * very container that the cluster has under that name, and ended with one of the exit codes that mean something;
   * "started-anew" where that was started anew since it was first seen.
   */
  look(node: string, argv: readonly string[], options?: LookOptions): Promise<ExecResult>;
  /** The state of a node's container; throws PlatformError "look-failed" where it is not the cluster's. */
  inspect(node: string): Promise<ContainerState>;
  /**
   * How often a node's container had used up its CPU time, asked of the engine: no command runs in the node for it.
   * Throws PlatformError "look-failed" where it is not the cluster's, or the engine does not tell, "started-anew" where it
   * was started anew since it was first seen. With a time, milliseconds: from now on alone, as soon as it was once, or
   * when that is over.
   */
  throttling(node: string, withinMs?: number): Promise<Throttling>;
  /** What a node's container holds of memory, asked of the engine as `throttling` is; throws as that does. */
  memory(node: string): Promise<MemoryUse>;
  /**
   * How often a node's container had no memory left since a time of the engine's own, which an earlier look told; without
   * one it is told what time it is. Asked of the engine as `throttling` is; throws as that does.
   */
  outOfMemory(node: string, since?: string): Promise<OutOfMemory>;
  /** Whether a node's container was started anew since it was first seen; throws as `inspect` does. */
  startedAnew(node: string): Promise<boolean>;
  /**
   * Whether a TLS server behind a port published on loopback answers a new connection within the time limit; throws
   * PlatformError where the connection could not be tried.
   */
  answersTls(port: number, timeoutMs: number, host?: Loopback): Promise<boolean>;
}
