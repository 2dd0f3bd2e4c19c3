import type { Engine } from "../../src/host/engine.ts";

/** Where kills are done, and how. */
export interface KillGround {
  readonly engine: Engine;
  /** The kept cluster's full name. */
  readonly cluster: string;
  /** Folder of the runs, absolute. */
  readonly reports: string;
  /** The words of the command that restarts the engine. */
  readonly restartEngine?: readonly string[];
}
