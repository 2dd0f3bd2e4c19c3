import { listenForRunInterruption } from "../command-line/interruption.ts";
import { printRun } from "../command-line/print-run.ts";
import type { Engine } from "../host/engine.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { endCluster } from "./cluster-end.ts";
import { type ExecutionOptions, execute, exitCodeOf, judgeExecuted } from "./execution.ts";

/** How one scenario is run by itself. */
export interface SingleOptions extends Omit<ExecutionOptions, "title" | "signal"> {
  readonly keep: boolean;
  readonly json: boolean;
}

/** Runs one scenario, judges it, ends its cluster, prints the verdict and sets the exit code. */
export async function runSingle(engine: Engine, prepared: Prepared, options: SingleOptions): Promise<void> {
  const { keep } = options;
  // It is listened until the cluster is gone: Ctrl-C while logs are collected or nodes deleted must not leave half of them.
  const interruption = listenForRunInterruption(options.reports);
  try {
    const { executed, report, cluster } = await runAndEnd(engine, prepared, options, interruption.signal);
    printRun(report, executed.folder, options.json, keep ? cluster : undefined);
    process.exitCode = interruption.signal.aborted
      ? exitCodeOf("interrupted", report)
      : exitCodeOf(executed.end, report);
  } finally {
    interruption.stop();
  }
}

async function runAndEnd(engine: Engine, prepared: Prepared, options: SingleOptions, signal: AbortSignal) {
  const { kind } = prepared.images;
  let cluster: string | undefined;
  try {
    const executed = await execute(engine, prepared, { ...options, signal }, (name) => {
      cluster = name;
    });
    return { executed, report: await judgeExecuted(executed, kind), cluster };
  } finally {
    if (cluster !== undefined) await endCluster(engine, kind, cluster, options.keep);
  }
}
