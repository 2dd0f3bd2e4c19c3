import { ownUndoLog } from "../../src/cluster/cluster-folder.ts";
import type { Deadline } from "../../src/command-line/deadline.ts";
import { listenForRunInterruption } from "../../src/command-line/interruption.ts";
import { printRun } from "../../src/command-line/print-run.ts";
import { nodePause } from "../../src/faults/node-pause.ts";
import { hold } from "../../src/host/clock.ts";
import { Engine } from "../../src/host/engine.ts";
import { openUndoLog } from "../../src/journal/undo-log.ts";
import type { Cluster } from "../../src/model/cluster.ts";
import { messageOf, PlatformError, UsageError } from "../../src/model/errors.ts";
import { stoppedAs } from "../../src/model/stop.ts";
import { exitCodeOf, judgeRecorded } from "../../src/run/judged-run.ts";
import { record } from "../../src/run/recording.ts";
import type { RunContext } from "../../src/runner/context.ts";
import { injectFault } from "../../src/runner/fault/inject.ts";
import { Guard, type StartWatchdog } from "../../src/runner/guard.ts";
import type { Recording, RunEnd } from "../../src/runner/run-request.ts";
import { loadFault } from "../../src/scenario/catalogue.ts";
import { worker } from "../../src/targets/roles/worker.ts";
import { toStderr } from "../../src/terminal/output.ts";
import { startWatchdog } from "../../src/watchdog/watchdog.ts";

/** What a process that plays `run` on a cluster of plain containers does. */
export interface PlayedRun {
  readonly cluster: Cluster;
  /** The run's folder, which is there. */
  readonly folder: string;
  /** Which worker is frozen until something ends the run, from 1. */
  readonly worker: number;
  /** How long nothing is broken before, milliseconds. */
  readonly calmMs?: number;
  readonly deadline?: Deadline;
  /** What goes wrong in it while the fault is held. */
  readonly bug?: "exception" | "rejection" | "twice" | "memory";
  /** Whether it says something all the time, as the live view does. */
  readonly talks?: boolean;
}

/*
 * Plays `run` with all that is real in it but the cluster: who listens for its end, records, breaks, heals and judges.
 */
const played = JSON.parse(process.argv[2] ?? "") as PlayedRun;
const { cluster, folder, calmMs = 0, deadline, bug, talks } = played;
const interruption = listenForRunInterruption(deadline);
try {
  const head = { scenario: "played", summary: "", seed: 1, steps: [], lanes: [], plan: [], guarantees: [] };
  const view = { verbosity: "usual" as const };
  const request = { folder, startedAt: new Date(), head, expectedMs: 1_000, view, signal: interruption.signal };
  const { end } = await record(request, play);
  const judged = await judgeRecorded(folder, end);
  printRun(judged, false);
  process.exitCode = exitCodeOf(judged);
} catch (error) {
  if (!(error instanceof PlatformError || error instanceof UsageError)) throw error;
  toStderr(`chaos: ${messageOf(error)}\n`);
  process.exitCode = 2;
} finally {
  interruption.stop();
}

async function play({ signal, emit, clock }: Recording): Promise<RunEnd> {
  const talking = talks === true ? setInterval(() => emit({ type: "note", text: "it goes on" }), 50) : undefined;
  const undo = openUndoLog(ownUndoLog(cluster.name));
  const watch: StartWatchdog = (log, listener) => startWatchdog({ cluster: cluster.name, folder }, log, listener);
  const guard = new Guard({ folder, undo, startWatchdog: watch, emit });
  const run = { signal, emit, clock, cluster, folder, undo, guard, loadFault, lanes: [], engine: new Engine() };
  try {
    await guard.ready();
    emit({ type: "phase", name: "calm", edge: "begin" });
    await hold(calmMs, signal);
    await injectFault(run as unknown as RunContext, "frozen", nodePause(worker(played.worker)), 600_000, 1, goWrong);
    signal.throwIfAborted();
    return { end: "completed", taken: undefined };
  } catch (error) {
    if (signal.aborted) return { end: stoppedAs(signal), taken: undefined };
    emit({ type: "error", code: error instanceof PlatformError ? error.code : "bug", message: messageOf(error) });
    return { end: "failed", taken: undefined };
  } finally {
    clearInterval(talking);
    await guard.end();
  }
}

async function goWrong(): Promise<void> {
  const fail = () => {
    throw new Error("nobody expected this");
  };
  if (bug === "exception") setImmediate(fail);
  if (bug === "rejection") void Promise.reject(new Error("nobody expected this"));
  if (bug === "memory") {
    const all: number[][] = [];
    for (;;) all.push(Array<number>(1_000_000).fill(all.length));
  }
  // The fault is still held: what belongs to its hold goes on for a while.
  if (bug === "twice") {
    setImmediate(fail);
    setTimeout(fail, 1_500);
    await hold(5_000);
  }
}
