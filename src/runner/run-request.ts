import type { Clock } from "../host/clock.ts";
import type { Engine } from "../host/engine.ts";
import type { UndoLog } from "../journal/undo-log.ts";
import type { JournalEvent } from "../model/event.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { ProcedureDefinition } from "../model/procedure.ts";
import type { Sample } from "../model/sample.ts";
import type { Scenario } from "../model/scenario.ts";
import type { ClusterRequest } from "./session.ts";

/** Everything a run needs from outside. */
export interface RunRequest {
  readonly name: string;
  readonly scenario: Scenario;
  readonly cluster: ClusterRequest;
  readonly seed: number;
  /** How long the cluster gets to hold the steady state before anything is broken, milliseconds. */
  readonly readyTimeoutMs: number;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly undo: UndoLog;
  readonly signal: AbortSignal;
  loadFault(name: string): Promise<FaultDefinition>;
  loadProcedure(name: string): Promise<ProcedureDefinition>;
  onEvent(event: JournalEvent): void;
  onSamples(samples: readonly Sample[]): void;
  /** Told the cluster's name before anything of it exists, so that it is deleted whatever happens. */
  onCluster(name: string): void;
}

/** Why a run ended. */
export type EndReason = "completed" | "interrupted" | "failed";
