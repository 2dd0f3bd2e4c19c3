import { mkdir } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { releaseClaim } from "../cluster/claims.ts";
import { collectLogs, deleteCluster, mustBeFree } from "../cluster/lifecycle.ts";
import { namePrefix, withPrefix } from "../cluster/ownership.ts";
import { openUndoLog } from "../journal/undo-log.ts";
import { journalFile, openJournal } from "../journal/writer.ts";
import { toMs } from "../model/duration.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { JournalEvent } from "../model/event.ts";
import type { Report } from "../model/report.ts";
import { Engine } from "../platform/engine.ts";
import { renderVerdict } from "../report/console.ts";
import { Clock } from "../runner/clock.ts";
import { type EndReason, runScenario } from "../runner/run.ts";
import { describeStep } from "../runner/steps.ts";
import { type Progress, startProgress } from "../terminal/progress.ts";
import { loadFault } from "./catalogue.ts";
import { listenForInterruption } from "./interruption.ts";
import { judgeRun, writeReports } from "./judge-run.ts";
import { expectedDurationMs, type Prepared, prepare } from "./prepare.ts";
import { addScenarioOptions, type ScenarioOptions } from "./run-options.ts";

interface RunOptions extends ScenarioOptions {
  readonly keep?: boolean;
  readonly reuse?: boolean;
  readonly name?: string;
  readonly readyTimeout: string;
  readonly reports: string;
}

/** Adds `run`, the default command. */
export function register(program: Command): void {
  addScenarioOptions(program.command("run <scenario>", { isDefault: true }))
    .description("run a scenario on a real cluster and judge it")
    .option("--keep", "leave the cluster when the run is over")
    .option("--reuse", "take a kept cluster that fits and is healthy; keeps it afterwards")
    .option("--name <name>", `name of the cluster (gets the prefix ${namePrefix})`)
    .option(
      "--ready-timeout <duration>",
      "how long the cluster gets to be steady before anything is broken",
      defaultReadyTimeout,
    )
    .option("--reports <folder>", "where the run's folder is made", "reports")
    .addHelpText("after", examples)
    .action(run);
}

/** Measured: 5 to 60 s after kind is done, on 2 cores. */
const defaultReadyTimeout = "4m";

const examples = `
Exit codes: 0 pass, 1 a guarantee broke, 2 bad usage or the harness failed, 3 inconclusive, 130 interrupted (after healing).

Examples:
  npm run chaos -- etcd-minority
  npm run chaos -- etcd-minority --reuse
  npm run chaos -- ./my-scenario.ts --profile fast --keep
  npm run chaos -- baseline --json > verdict.json
`;

async function run(name: string, options: RunOptions): Promise<void> {
  // Everything that a person may have mistyped is looked at before anything is made.
  toMs(options.readyTimeout);
  clusterName(options.name);
  const prepared = await prepare(name, options);
  const engine = new Engine();
  await engine.ping();
  const wanted = clusterName(options.name);
  if (wanted !== undefined && options.reuse !== true) await mustBeFree(engine, wanted);
  const started = new Date();
  const folder = await makeFolder(options.reports, prepared.name, started);
  const cluster = { name: undefined as string | undefined };
  const outcome = await execute(engine, prepared, options, folder, started, (made) => {
    cluster.name = made;
  });
  try {
    const report = await judgeRun(folder);
    await writeReports(folder, report);
    if (report.outcome !== "pass" && cluster.name !== undefined)
      await keepLogs(prepared.images.kind, cluster.name, folder);
    await tearDown(engine, prepared.images.kind, cluster.name, options);
    print(report, folder, options, cluster.name);
    process.exitCode = exitCodeOf(outcome, report);
  } catch (error) {
    await tearDown(engine, prepared.images.kind, cluster.name, options);
    throw error;
  }
}

async function execute(
  engine: Engine,
  prepared: Prepared,
  options: RunOptions,
  folder: string,
  started: Date,
  onCluster: (name: string) => void,
): Promise<EndReason> {
  const clock = new Clock();
  const progress = startProgress(
    process.stderr,
    () => clock.now(),
    expectedDurationMs(prepared, options.reuse === true),
  );
  const interruption = listenForInterruption(
    () => process.stderr.write("\nstopping: healing, reporting, then leaving (again to leave at once)\n"),
    () =>
      process.stderr.write(
        `\nleft at once; this finishes the undo:\n  npm run chaos -- clean${options.reports === "reports" ? "" : ` --reports ${options.reports}`}\n`,
      ),
  );
  const full = new AbortController();
  const journal = openJournal(join(folder, journalFile), (error) => {
    process.stderr.write(`chaos: ${error.message}: stopping after healing\n`);
    full.abort(error);
  });
  const onEvent = (event: JournalEvent) => {
    journal.event(event);
    progress.event(event);
  };
  onEvent(startEvent(prepared, folder, started));
  try {
    const reason = await runScenario({
      name: runName(folder),
      scenario: prepared.scenario,
      cluster: {
        ...prepared.cluster,
        folder,
        name: clusterName(options.name),
        reuse: options.reuse === true,
        signal: AbortSignal.any([interruption.signal, full.signal]),
        note: () => {},
      },
      seed: prepared.seed,
      readyTimeoutMs: toMs(options.readyTimeout),
      clock,
      engine,
      undo: openUndoLog(folder),
      signal: AbortSignal.any([interruption.signal, full.signal]),
      loadFault,
      onEvent,
      onSamples: (samples) => both(journal, progress, samples),
      onCluster,
    });
    const end = full.signal.aborted ? "failed" : reason;
    onEvent({ type: "run-end", at: clock.now(), reason: end });
    return end;
  } finally {
    progress.stop();
    journal.close();
    interruption.stop();
  }
}

function both(
  journal: ReturnType<typeof openJournal>,
  progress: Progress,
  samples: Parameters<Progress["samples"]>[0],
): void {
  journal.samples(samples);
  progress.samples(samples);
}

function startEvent(prepared: Prepared, folder: string, started: Date): JournalEvent {
  return {
    type: "run-start",
    at: 0,
    version: 1,
    run: runName(folder),
    scenario: prepared.name,
    summary: prepared.scenario.summary,
    startedAt: started.toISOString(),
    seed: prepared.seed,
    harness: prepared.harness,
    node: process.version,
    host: {
      cpus: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform} ${process.arch}`,
      ...prepared.images.labels,
    },
    steps: prepared.scenario.steps.map(describeStep),
    guarantees: prepared.scenario.guarantees.map(({ guarantee, params }) => ({ guarantee, params: { ...params } })),
  };
}

/** A new folder named for the scenario and the time, with a number behind it where a second run began in the same second. */
async function makeFolder(reports: string, scenario: string, started: Date): Promise<string> {
  const stem = join(reports, `${scenario}-${started.toISOString().replaceAll(/[-:]/g, "").replace(/\.\d+/, "")}`);
  await mkdir(reports, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const folder = attempt === 1 ? stem : `${stem}-${attempt}`;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST")
        throw new UsageError(`${folder} cannot be made: ${messageOf(error)}`);
    }
  }
}

function runName(folder: string): string {
  return folder.split("/").at(-1) ?? folder;
}

function clusterName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name))
    throw new UsageError(`--name ${name}: small letters, digits and dashes only, at most 31`);
  return withPrefix(name);
}

async function keepLogs(kind: string, cluster: string, folder: string): Promise<void> {
  try {
    await collectLogs(kind, cluster, join(folder, "cluster-logs"));
  } catch (error) {
    // The verdict stands without the logs; a cluster that never came to be has none.
    process.stderr.write(`chaos: no cluster logs: ${messageOf(error)}\n`);
  }
}

async function tearDown(engine: Engine, kind: string, cluster: string | undefined, options: RunOptions): Promise<void> {
  if (cluster === undefined) return;
  const keep = options.keep === true || options.reuse === true;
  if (!keep) await deleteCluster(engine, kind, cluster);
  await releaseClaim(cluster, keep);
}

/** A harness that failed is 2, unless a guarantee was seen to break before. */
function exitCodeOf(end: EndReason, report: Report): number {
  if (end === "interrupted") return 130;
  return end === "failed" && report.outcome !== "fail" ? 2 : report.exitCode;
}

function print(report: Report, folder: string, options: RunOptions, cluster: string | undefined): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const color = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  process.stdout.write(renderVerdict(report, { color, width: process.stdout.columns ?? 120 }));
  process.stdout.write(`\nreport     ${join(folder, "report.md")}\nsee again  npm run chaos -- replay ${folder}\n`);
  if (cluster !== undefined && (options.keep || options.reuse)) {
    process.stdout.write(
      `cluster    ${cluster} is kept: --reuse takes it again, "npm run chaos -- clean --all" deletes it\n`,
    );
  }
}
