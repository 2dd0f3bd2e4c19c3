import { join } from "node:path";
import { noteWatchdog } from "../cluster/claims.ts";
import { ownUndoLog } from "../cluster/cluster-folder.ts";
import type { Taken } from "../cluster/entrance.ts";
import type { ClusterLease } from "../cluster/lease.ts";
import { collectLogs } from "../cluster/logs.ts";
import type { Engine } from "../host/engine.ts";
import { openUndoLog } from "../journal/undo-log.ts";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import type { ReporterInput, WrittenForm } from "../model/reporter.ts";
import { planOf, proceduresOf } from "../runner/plan.ts";
import { runScenario } from "../runner/run.ts";
import type { EndReason, RunEnd } from "../runner/run-request.ts";
import { describeStep } from "../runner/steps.ts";
import { loadFault, loadProcedure } from "../scenario/catalogue.ts";
import { plannedLanes } from "../scenario/planned-lanes.ts";
import { expectedDurationMs, type Prepared } from "../scenario/prepare.ts";
import { toStderr } from "../terminal/output.ts";
import { startWatchdog } from "../watchdog/watchdog.ts";
import { onEngineMachine } from "./engine-machine.ts";
import { judgeRun, writeReports } from "./judge-run.ts";
import { healKept } from "./kept-cluster.ts";
import { type RunHead, record } from "./recording.ts";
import { makeRunFolder, runName } from "./run-folder.ts";
import type { RunView } from "./run-view.ts";

/** A run that is over: recorded, judged, its reports written. */
export interface JudgedRun {
  readonly folder: string;
  readonly report: Report;
  readonly end: EndReason;
}

/** A scenario that was carried out and judged. */
export interface JudgedScenario extends JudgedRun {
  /** How the run came to its cluster; undefined where that never stood. */
  readonly taken: Taken | undefined;
}

/** How scenarios are carried out, whichever they are. */
export interface RunSettings {
  /** Where the runs' folders are made. */
  readonly reports: string;
  /** How long the cluster gets to be steady before anything is broken, milliseconds. */
  readonly readyTimeoutMs: number;
  readonly view: RunView;
  /** Aborted with a `Stop`. */
  readonly signal: AbortSignal;
  /** The forms of the report that are written; all of the harness's own where they are not there. */
  readonly forms?: RunForms | undefined;
}

/** Forms of a run's report. */
export type RunForms = readonly WrittenForm<ReporterInput>[];

/**
 * Carries out a scenario on the lease's cluster, records it in a new folder and judges it; where it did not pass, the
 * cluster's logs are collected. `title` goes before every line of progress. Throws UsageError where the cluster's name
 * is taken.
 */
export async function carryOut(
  engine: Engine,
  prepared: Prepared,
  lease: ClusterLease,
  { reports, readyTimeoutMs, view, signal, forms }: RunSettings,
  title?: string,
): Promise<JudgedScenario> {
  const startedAt = new Date();
  const folder = await makeRunFolder(reports, prepared.name, startedAt);
  const expectedMs = expectedDurationMs(prepared, lease.mayReuse);
  const { end, taken } = await record(
    { folder, startedAt, head: await headOf(prepared), expectedMs, title, view, signal },
    (recording): Promise<RunEnd> =>
      onEngineMachine(prepared.cluster, recording, (newMeter) =>
        runScenario({
          name: runName(folder),
          folder,
          planned: prepared,
          readyTimeoutMs,
          lease,
          engine,
          newMeter,
          healKept: (cluster, { signal: stop, note }) => healKept(engine, cluster, stop, note),
          openUndo: (cluster) => openUndoLog(ownUndoLog(cluster)),
          startWatchdog: async (cluster, log, listener) => {
            const watchdog = await startWatchdog({ cluster, folder }, log, listener);
            await noteWatchdog(cluster, watchdog.pid);
            return watchdog;
          },
          recording,
          loadFault,
          loadProcedure,
        }),
      ),
  );
  const judged = await judgeRecorded(folder, end, forms);
  view.page?.over({ outcome: judged.report.outcome, folder });
  if (judged.report.outcome !== "pass" && lease.name !== undefined)
    await keepLogs(prepared.cluster.kind, lease.name, folder);
  return { ...judged, taken };
}

/**
 * Judges a run that was recorded and writes its reports; one that cannot be written is told and makes the end "failed".
 * Throws PlatformError "run-folder" where the journal is gone.
 */
export async function judgeRecorded(folder: string, end: EndReason, forms?: RunForms): Promise<JudgedRun> {
  const judged = await judgeRun(folder).catch((cause: unknown) => {
    if (!(cause instanceof UsageError)) throw cause;
    const message = `${folder} is gone or was changed while the run went on: ${messageOf(cause)}; nothing can be judged`;
    throw new PlatformError("run-folder", message, { cause });
  });
  try {
    await writeReports(folder, judged, forms);
    return { folder, report: judged.report, end };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    toStderr(`chaos: ${messageOf(error)}\n`);
    return { folder, report: judged.report, end: end === "interrupted" ? end : "failed" };
  }
}

/**
 * The exit code of a run; a harness that failed is 2, unless a guarantee was seen to break before. One that was stopped
 * by its deadline has what it showed until then.
 */
export function exitCodeOf({ end, report }: Pick<JudgedRun, "end" | "report">): number {
  if (end === "interrupted") return 130;
  return end === "failed" && report.outcome !== "fail" ? 2 : report.exitCode;
}

async function headOf({ name, scenario, cluster, seed, asked, images }: Prepared): Promise<RunHead> {
  return {
    scenario: name,
    summary: scenario.summary,
    ...(scenario.myth === undefined ? {} : { myth: scenario.myth }),
    seed,
    asked,
    host: images.labels,
    steps: await Promise.all(scenario.steps.map(describeStep)),
    lanes: plannedLanes(scenario.lanes, cluster.topology),
    plan: await planOf(scenario.steps, loadFault, await proceduresOf(scenario.steps, loadProcedure)),
    guarantees: scenario.guarantees.map((spec) => ({ ...spec, params: { ...spec.params } })),
  };
}

async function keepLogs(kind: string, cluster: string, folder: string): Promise<void> {
  try {
    await collectLogs(kind, cluster, join(folder, "cluster-logs"));
  } catch (error) {
    // The verdict stands without the logs; a cluster that never came to be has none.
    toStderr(`chaos: no cluster logs: ${messageOf(error)}\n`);
  }
}
