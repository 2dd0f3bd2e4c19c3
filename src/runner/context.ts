import type { EtcdMembers } from "../cluster/etcd.ts";
import type { ProbeNode } from "../cluster/probe-node.ts";
import type { Clock } from "../host/clock.ts";
import type { Engine } from "../host/engine.ts";
import type { MachineMeter } from "../host/machine-meter.ts";
import type { UndoLog } from "../journal/undo-log.ts";
import type { Kube } from "../kube/kube.ts";
import type { LocalApiServer } from "../kube/local-server.ts";
import type { Cluster } from "../model/cluster.ts";
import type { Untimed } from "../model/event.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { Lane, WatchLane } from "../model/lane.ts";
import type { ProcedureDefinition } from "../model/procedure.ts";
import type { StoreOptions } from "../model/workload.ts";
import type { Prober } from "../probes/process/prober.ts";
import type { Guard } from "./guard.ts";
import type { EngineClock } from "./observe/engine-clock.ts";
import type { Expectations } from "./observe/expected.ts";

/** What every part of a run shares. */
export interface RunContext {
  readonly clock: Clock;
  readonly engine: Engine;
  /** What was told so far of the clock of the engine's machine. */
  readonly engineClock: EngineClock;
  readonly cluster: Cluster;
  readonly kube: Kube;
  readonly etcd: EtcdMembers;
  readonly endpoints: ReadonlyMap<string, LocalApiServer>;
  readonly prober: Prober;
  /** Begins to measure the machine that carries the cluster. */
  newMeter(): MachineMeter;
  /** What must be there whenever the steady state is looked at. */
  readonly expectations: Expectations;
  /** All lanes, those that listen too. */
  readonly lanes: readonly (Lane | WatchLane)[];
  /** The run's own namespace. */
  readonly namespace: string;
  /** Where its applications are: the run's own, or that of an application which is used where it runs. */
  readonly appNamespace: string;
  /** How the store is made, where the scenario says it. */
  readonly store?: StoreOptions | undefined;
  /** Where the lanes from inside the cluster are, if there are any. */
  readonly probeNode?: ProbeNode | undefined;
  /** Aborted when the person interrupts the run; never given to a healing. */
  readonly signal: AbortSignal;
  loadFault(name: string): Promise<FaultDefinition>;
  loadProcedure(name: string): Promise<ProcedureDefinition>;
  /** Writes an event with the time of now. */
  emit(event: Untimed): void;
  /** The run's own folder, absolute. */
  readonly folder: string;
  /** Has the cluster deleted after the run, where a fault cannot be taken back; not there where the cluster is kept. */
  readonly giveUpCluster?: (() => void) | undefined;
  /** Where what takes a fault back is on the disk before the fault is. */
  readonly undo: UndoLog;
  /** Who watches that this is taken back, and whether anything more may be broken. */
  readonly guard: Pick<Guard, "ready" | "stopped" | "signal">;
}
