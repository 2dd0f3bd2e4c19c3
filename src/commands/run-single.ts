import type { Engine } from "../platform/engine.ts";
import { endCluster } from "./cluster-end.ts";
import { type Executed, type ExecutionOptions, execute, exitCodeOf, judgeExecuted } from "./execution.ts";
import { listenForRunInterruption } from "./interruption.ts";
import type { Prepared } from "./prepare.ts";
import { printRun } from "./print-run.ts";

/** How one scenario is run by itself. */
export interface SingleOptions extends Omit<ExecutionOptions, "title" | "signal"> {
  readonly keep: boolean;
  readonly json: boolean;
}

/** Runs one scenario, judges it, ends its cluster, prints the verdict and sets the exit code. */
export async function runSingle(engine: Engine, prepared: Prepared, options: SingleOptions): Promise<void> {
  const { kind } = prepared.images;
  const { keep } = options;
  const cluster = { name: undefined as string | undefined };
  const end = async () => {
    if (cluster.name !== undefined) await endCluster(engine, kind, cluster.name, keep);
  };
  const executed = await executeListening(engine, prepared, options, (made) => {
    cluster.name = made;
  });
  try {
    const report = await judgeExecuted(executed, kind);
    await end();
    printRun(report, executed.folder, options.json, keep ? cluster.name : undefined);
    process.exitCode = exitCodeOf(executed.end, report);
  } catch (error) {
    await end();
    throw error;
  }
}

async function executeListening(
  engine: Engine,
  prepared: Prepared,
  options: SingleOptions,
  onCluster: (name: string) => void,
): Promise<Executed> {
  const interruption = listenForRunInterruption(options.reports);
  try {
    return await execute(engine, prepared, { ...options, signal: interruption.signal }, onCluster);
  } finally {
    interruption.stop();
  }
}
