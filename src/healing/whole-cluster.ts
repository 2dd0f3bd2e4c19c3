import { applicationLooks } from "../apps/leftovers.ts";
import { livingWatchdog } from "../cluster/claims.ts";
import { readAdoption } from "../cluster/existing/adoption.ts";
import { findNodes } from "../cluster/nodes.ts";
import { labelledContainers } from "../cluster/ownership.ts";
import { hold } from "../host/clock.ts";
import type { Engine } from "../host/engine.ts";
import type { Healer } from "../journal/undo-log.ts";
import { type Cluster, controlPlanes } from "../model/cluster.ts";
import { UsageError } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { Look } from "../model/leftover.ts";
import type { ProcedureDefinition } from "../model/procedure.ts";
import { isMonitored, keptRecords } from "../monitor/namespace-record.ts";
import { looksOf } from "../node-tools/leftovers.ts";
import { restoreAddresses } from "./addresses.ts";
import { addressesAsMade, nodesAsMade } from "./as-made.ts";
import { wakeNodes } from "./awake.ts";
import type { Found } from "./found.ts";
import { removeLent } from "./lent.ts";
import { healLogged, loggedState } from "./logged.ts";
import { mendLeft } from "./mend.ts";
import { restorePorts } from "./ports.ts";
import { namespacesLook } from "./run-namespaces.ts";

/**
 * How long it is mended what a look has found, milliseconds: a cluster whose containers were all started needs up to a
 * minute until its API server answers, and a namespace some seconds until it is gone.
 */
const mendTimeoutMs = 120_000;

/** How long a watchdog of an earlier run is waited for, milliseconds: it heals, restarts a node, and looks once more. */
const watchdogTimeoutMs = 240_000;

/** A cluster of ours that this process has claimed, and all that is known of what can be left on one. */
export interface WholeCluster {
  readonly by: Healer;
  readonly engine: Engine;
  readonly name: string;
  readonly faults: readonly FaultDefinition[];
  readonly procedures: readonly ProcedureDefinition[];
  /** Told what takes its time, in one line. */
  tell(line: string): void;
  readonly signal?: AbortSignal | undefined;
  /** Whether it is only said what would be done. */
  readonly dryRun?: boolean;
  /** Milliseconds; the usual limit where it is not given. */
  readonly timeoutMs?: number;
}

/**
 * Heals a cluster of all that dead runs left on it: first by its undo log, then by looking at the cluster itself,
 * whatever the log says. Containers that rest are started before, since nothing can be done in them else. Returns what
 * was found. Throws PlatformError where the engine does not answer, or has the cluster's containers elsewhere than on
 * its own network, and the signal's reason where it is aborted.
 */
export async function healWholeCluster(whole: WholeCluster): Promise<Found[]> {
  const { engine, name, dryRun = false, tell, signal } = whole;
  const cluster = await findCluster(engine, name);
  const own = engine.only(cluster.nodes);
  if (!dryRun) await untilUnwatched(name, tell, signal);
  const state = await loggedState(name);
  const asMade = { ...cluster, nodes: nodesAsMade(cluster, addressesAsMade(name, state)) };
  const found = await removeLent(engine, name, dryRun);
  found.push(...(await restoreAddresses(own, cluster.network, asMade.nodes, dryRun)));
  found.push(...(await wakeNodes(own, asMade, dryRun)));
  found.push(...(await restorePorts(own, cluster.network, cluster.nodes, dryRun)));
  signal?.throwIfAborted();
  found.push(...(await healLogged(name, healingOf(whole), dryRun)));
  signal?.throwIfAborted();
  const options = { timeoutMs: whole.timeoutMs ?? mendTimeoutMs, dryRun, tell, signal };
  found.push(
    ...(await mendLeft(own, cluster, { ...options, looks: looksOf(cluster, whole.faults, whole.procedures) })),
  );
  // What was broken may need what runs and procedures left, a snapshot for example: that goes last.
  if (!dryRun && found.some(({ ok }) => !ok)) return found;
  return [...found, ...(await mendLeft(own, cluster, { ...options, looks: looksAtWork(whole, cluster) }))];
}

/** The looks at what runs worked with, beside what they broke: nothing where there is no control plane to ask. */
function looksAtWork({ procedures, name }: WholeCluster, cluster: Cluster): Look[] {
  const [first] = controlPlanes(cluster);
  if (first === undefined) return [];
  const saved = procedures.flatMap(({ leftovers }) => leftovers(cluster));
  const spared = readAdoption(name)?.before.namespaces;
  return [namespacesLook(first.name, aliveRuns(), spared), ...applicationLooks(cluster), ...saved];
}

/**
 * Waits until the watchdog of the cluster's last user is gone, which takes back late what it did not see healed: that must
 * not meet what the next run breaks. One that does not go is no reason to leave things broken.
 */
async function untilUnwatched(
  name: string,
  tell: WholeCluster["tell"],
  signal: AbortSignal | undefined,
): Promise<void> {
  const end = performance.now() + watchdogTimeoutMs;
  for (let told = false; performance.now() < end; told = true) {
    const watchdog = livingWatchdog(name);
    if (watchdog === undefined) return;
    if (!told) tell(`waiting for the watchdog of the last run (process ${watchdog}), which heals it`);
    await hold(200, signal);
  }
}

/** A cluster as its containers tell it; what else there is to know of it decides about no look. */
async function findCluster(engine: Engine, name: string): Promise<Cluster> {
  const unknown = { topology: "", profile: "", kubernetes: "", kind: "", nodeImage: "" };
  const network = readAdoption(name)?.network ?? name;
  return { name, network, ...unknown, nodes: await findNodes(engine, name, network) };
}

function healingOf({ by, engine, faults, tell }: WholeCluster): Parameters<typeof healLogged>[1] {
  return {
    by,
    engine,
    tell,
    present: (cluster) => labelledContainers(engine, cluster),
    loadFault: async (wanted) => {
      const definition = faults.find((fault) => fault.name === wanted);
      if (definition === undefined) throw new UsageError(`there is no fault ${wanted}`);
      return definition;
    },
  };
}

/** The names of the monitors' runs that are alive: one may watch a cluster of ours. */
function aliveRuns(): string[] {
  return keptRecords()
    .records.filter(isMonitored)
    .map(({ run }) => run);
}
