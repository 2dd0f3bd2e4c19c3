import type { Engine } from "../host/engine.ts";
import { openUndoLog } from "../journal/undo-log.ts";
import type { EventOf } from "../model/event.ts";
import type { Report } from "../model/report.ts";
import { runScenario } from "../runner/run.ts";
import { describeStep } from "../runner/steps.ts";
import { loadFault, loadProcedure } from "../scenario/catalogue.ts";
import { expectedDurationMs, type Prepared } from "../scenario/prepare.ts";
import { keepLogs } from "./cluster-end.ts";
import { judgeRun, writeReports } from "./judge-run.ts";
import { type EndReason, record } from "./recording.ts";
import { makeRunFolder, runName } from "./run-folder.ts";

/** How one scenario is carried out. */
export interface ExecutionOptions {
  /** Where the run's folder is made. */
  readonly reports: string;
  /** The cluster's full name; else one is made up. */
  readonly clusterName: string | undefined;
  /** Whether a cluster that is there already may be taken. */
  readonly reuse: boolean;
  readonly readyTimeoutMs: number;
  readonly title?: string;
  readonly signal: AbortSignal;
}

/** A scenario that was carried out: its journal is in the folder, and not judged yet. */
export interface Executed {
  readonly folder: string;
  readonly end: EndReason;
  /** The cluster that this run used or began to make; undefined when it came to none. */
  readonly cluster: string | undefined;
  /** How the run came to its cluster; undefined where it never stood. */
  readonly taken: Pick<EventOf<"cluster">, "reused" | "replaced"> | undefined;
}

/** Carries out a scenario and records it in a new folder. `onCluster` is told the cluster's name before anything of it exists. */
export async function execute(
  engine: Engine,
  prepared: Prepared,
  options: ExecutionOptions,
  onCluster: (name: string) => void = () => {},
): Promise<Executed> {
  const startedAt = new Date();
  const folder = await makeRunFolder(options.reports, prepared.name, startedAt);
  const { scenario, seed } = prepared;
  let cluster: string | undefined;
  let taken: Executed["taken"];
  const head = {
    scenario: prepared.name,
    summary: scenario.summary,
    ...(scenario.myth === undefined ? {} : { myth: scenario.myth }),
    seed,
    host: prepared.images.labels,
    steps: await Promise.all(scenario.steps.map(describeStep)),
    guarantees: scenario.guarantees.map(({ guarantee, params }) => ({ guarantee, params: { ...params } })),
  };
  const expectedMs = expectedDurationMs(prepared, options.reuse);
  const request = { folder, startedAt, head, expectedMs, title: options.title, signal: options.signal };
  const end = await record(request, (recording) =>
    runScenario({
      name: runName(folder),
      scenario,
      cluster: {
        ...prepared.cluster,
        folder,
        name: options.clusterName,
        reuse: options.reuse,
        signal: recording.signal,
        note: () => {},
      },
      seed,
      readyTimeoutMs: options.readyTimeoutMs,
      ...recording,
      onEvent: (event) => {
        if (event.type === "cluster") taken = event;
        recording.onEvent(event);
      },
      engine,
      undo: openUndoLog(folder),
      loadFault,
      loadProcedure,
      onCluster: (name) => {
        cluster = name;
        onCluster(name);
      },
    }),
  );
  return { folder, end, cluster, taken };
}

/** Judges a run that was carried out and writes its reports, and the cluster's logs where it did not pass. */
export async function judgeExecuted({ folder, cluster }: Executed, kind: string): Promise<Report> {
  const report = await judgeRun(folder);
  await writeReports(folder, report);
  if (report.outcome !== "pass" && cluster !== undefined) await keepLogs(kind, cluster, folder);
  return report;
}

/** A harness that failed is 2, unless a guarantee was seen to break before. */
export function exitCodeOf(end: EndReason, report: Report): number {
  if (end === "interrupted") return 130;
  return end === "failed" && report.outcome !== "fail" ? 2 : report.exitCode;
}
