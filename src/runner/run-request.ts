import type { ClusterSpec } from "../cluster/cluster-spec.ts";
import type { Taken } from "../cluster/entrance.ts";
import type { ClusterLease } from "../cluster/lease.ts";
import type { Clock } from "../host/clock.ts";
import type { Engine } from "../host/engine.ts";
import type { MachineMeter } from "../host/machine-meter.ts";
import type { UndoLog } from "../journal/undo-log.ts";
import type { EventOf, Untimed } from "../model/event.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { ProcedureDefinition } from "../model/procedure.ts";
import type { Sample } from "../model/sample.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Watchdog, WatchdogListener } from "./guard.ts";

/** What is to be carried out. */
export interface PlannedRun {
  readonly scenario: Scenario;
  readonly cluster: ClusterSpec;
  readonly seed: number;
  /** The node images with the versions of Kubernetes that its steps upgrade nodes to, by the versions. */
  readonly software?: Readonly<Record<string, string>>;
}

/** A journal under way: what is told to it is written and shown. */
export interface Recording {
  readonly clock: Clock;
  /** Aborted by an interruption, and when the journal cannot be written any more. */
  readonly signal: AbortSignal;
  /** Writes an event with the time of now. */
  emit(event: Untimed): void;
  onSamples(samples: readonly Sample[]): void;
}

/** Everything a run needs from outside. */
export interface RunRequest {
  readonly name: string;
  /** The run's own folder, which is there. */
  readonly folder: string;
  readonly planned: PlannedRun;
  /** How long the cluster gets to hold the steady state before anything is broken, milliseconds. */
  readonly readyTimeoutMs: number;
  readonly lease: ClusterLease;
  readonly engine: Engine;
  readonly recording: Recording;
  /** Begins to measure the machine that carries the cluster. */
  newMeter(): MachineMeter;
  /**
   * Takes back what earlier runs left on a cluster that is there already and that this run has claimed, and notes what
   * that was; returns why something is still left, or undefined.
   */
  healKept(cluster: string, recording: { signal: AbortSignal; note(text: string): void }): Promise<string | undefined>;
  /** Opens the undo log of a cluster of ours; throws PlatformError where it cannot be: then nothing may be broken. */
  openUndo(cluster: string): UndoLog;
  /** Told that the probing process is lost, which is in the journal already. */
  onUnseen?(error: Error): void;
  /** Starts a watchdog of this run for a cluster; throws PlatformError "watchdog": then nothing may be broken. */
  startWatchdog(cluster: string, log: UndoLog, listener: WatchdogListener): Promise<Watchdog>;
  loadFault(name: string): Promise<FaultDefinition>;
  loadProcedure(name: string): Promise<ProcedureDefinition>;
}

/** Why a run ended, as its journal says it. */
export type EndReason = EventOf<"run-end">["reason"];

/** How a run went, beside what its journal tells. */
export interface RunEnd {
  readonly end: EndReason;
  /** How it came to its cluster; undefined where that never stood. */
  readonly taken: Taken | undefined;
}
