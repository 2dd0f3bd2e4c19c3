import type { Command } from "commander";
import { mustBeFree } from "../cluster/lifecycle.ts";
import { namePrefix, withPrefix } from "../cluster/ownership.ts";
import { toMs } from "../model/duration.ts";
import { UsageError } from "../model/errors.ts";
import { Engine } from "../platform/engine.ts";
import { endCluster } from "./cluster-end.ts";
import { type Executed, execute, exitCodeOf, judgeExecuted } from "./execution.ts";
import { listenForRunInterruption } from "./interruption.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { printRun } from "./print-run.ts";
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
  const wanted = clusterName(options.name);
  const prepared = await prepare(name, options);
  const engine = new Engine();
  await engine.ping();
  if (wanted !== undefined && options.reuse !== true) await mustBeFree(engine, wanted);
  const cluster = { name: undefined as string | undefined };
  const { kind } = prepared.images;
  const keep = options.keep === true || options.reuse === true;
  const end = async () => {
    if (cluster.name !== undefined) await endCluster(engine, kind, cluster.name, keep);
  };
  const executed = await executeListening(engine, prepared, options, (made) => {
    cluster.name = made;
  });
  try {
    const report = await judgeExecuted(executed, kind);
    await end();
    printRun(report, executed.folder, options.json === true, keep ? cluster.name : undefined);
    process.exitCode = exitCodeOf(executed.end, report);
  } catch (error) {
    await end();
    throw error;
  }
}

async function executeListening(
  engine: Engine,
  prepared: Prepared,
  options: RunOptions,
  onCluster: (name: string) => void,
): Promise<Executed> {
  const interruption = listenForRunInterruption(options.reports);
  const { reports, reuse, readyTimeout } = options;
  try {
    return await execute(
      engine,
      prepared,
      {
        reports,
        clusterName: clusterName(options.name),
        reuse: reuse === true,
        readyTimeoutMs: toMs(readyTimeout),
        signal: interruption.signal,
      },
      onCluster,
    );
  } finally {
    interruption.stop();
  }
}

function clusterName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name))
    throw new UsageError(`--name ${name}: small letters, digits and dashes only, at most 31`);
  return withPrefix(name);
}
