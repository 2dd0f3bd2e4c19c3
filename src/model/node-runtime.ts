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

/** What faults ask of nodes. */
export interface NodeRuntime {
  exec(node: string, argv: readonly string[], timeoutMs?: number): Promise<ExecResult>;
  inspect(node: string): Promise<ContainerState>;
  /** Whether a TLS server behind a port published on loopback answers a new connection within the time limit. */
  answersTls(port: number, timeoutMs: number): Promise<boolean>;
}
